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
      success(_modal, data) {
        window.location.href = data.redirect;
      },
    },
    triggerElement: button,
  });
});

/* Under a text that may be sent as a message: what the network makes of it, counted by the server. */
document.addEventListener("DOMContentLoaded", () => {
  const field = document.querySelector("textarea[data-message-size], [data-message-size] textarea");
  if (!field) return;
  const url = field.closest("[data-message-size]").dataset.messageSize;
  const note = document.createElement("p");
  note.className = "help chungtay-size";
  note.setAttribute("role", "status");
  field.after(note);
  let timer;
  let asked = 0;
  const count = async () => {
    const mine = ++asked;
    try {
      const body = new URLSearchParams({ text: field.value });
      const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
      const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token } });
      if (answer.ok && mine === asked) note.textContent = (await answer.json()).lines.join("\n");
    } catch {
      note.textContent = "";
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(count, 250);
  });
  count();
});
