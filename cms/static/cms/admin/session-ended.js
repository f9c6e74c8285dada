/* Says above the form that drafts are no longer saved because the session is over, with a way to sign in that
   leaves the text where it is. */
(() => {
  // The head of the editor has one row, or two on a phone; the notice stands right below it.
  const head = document.querySelector("header.w-sticky, main header");
  if (head) {
    new ResizeObserver(([entry]) => {
      const height = entry.target.getBoundingClientRect().height;
      document.documentElement.style.setProperty("--chungtay-head", `${height}px`);
    }).observe(head);
  }

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
    const box = document.createElement("div");
    box.className = "help-block help-warning chungtay-session";
    box.setAttribute("role", "alert");
    box.dataset.sessionEnded = "";
    box.append(`${answer.error_message} `, link);
    event.target.prepend(box);
  });
})();
