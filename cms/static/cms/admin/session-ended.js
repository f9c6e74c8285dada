/* Says above the form that drafts are no longer saved because the session is over, with a way to sign in that
   leaves the text where it is. */
(() => {
  const remove = () => document.querySelector("[data-session-ended]")?.remove();

  document.addEventListener("w-autosave:success", remove);
  document.addEventListener("w-autosave:error", (event) => {
    remove();
    const answer = event.detail.response;
    if (!answer?.sign_in) return;
    const link = Object.assign(document.createElement("a"), {
      href: answer.sign_in,
      target: "_blank",
      rel: "noopener",
      textContent: answer.sign_in_label,
    });
    const box = Object.assign(document.createElement("div"), { className: "help-block help-warning" });
    box.setAttribute("role", "alert");
    box.dataset.sessionEnded = "";
    box.style.cssText = "position: sticky; top: 4rem; z-index: 5";
    box.append(`${answer.error_message} `, link);
    event.target.prepend(box);
  });
})();
