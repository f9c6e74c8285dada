/* Decisions on a page under review: the page is locked, so they do not go through its form. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-review-url]");
  if (!button) return;
  event.preventDefault();
  window.ModalWorkflow({
    url: button.dataset.reviewUrl,
    onload: {
      action(modal) {
        modal.ajaxifyForm(window.jQuery("form", modal.body));
      },
      success(modal, data) {
        window.location.href = data.redirect;
      },
    },
    triggerElement: button,
  });
});
