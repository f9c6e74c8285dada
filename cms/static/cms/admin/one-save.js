/* One save at a time: a button pressed while a draft is being saved waits for it. Otherwise the page that the
   automatic save has just made would be made again, and be refused because its address is taken. */
(() => {
  const RESUME_AFTER = 30_000; // milliseconds until drafts are saved again if the page was not left
  let saving = false;
  let leaving = false;
  let pressed = null;

  const isEditor = (form) => form.matches("form[data-edit-form]");

  const proceed = () => {
    saving = false;
    if (!pressed) return;
    const { form, name, value } = pressed;
    pressed = null;
    // The button itself may be disabled or replaced by now.
    if (name) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    form.requestSubmit();
  };

  document.addEventListener("w-autosave:save", (event) => {
    if (leaving) event.preventDefault();
    else saving = true;
  });
  document.addEventListener("w-autosave:success", proceed);
  document.addEventListener("w-autosave:error", proceed);

  const hold = (event) => {
    if (!saving || !isEditor(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { name, value } = event.submitter ?? {};
    pressed = { form: event.target, name, value };
  };
  document.addEventListener("submit", hold, true);

  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !isEditor(event.target)) return;
    leaving = true;
    setTimeout(() => {
      leaving = false;
    }, RESUME_AFTER);
  });
})();
