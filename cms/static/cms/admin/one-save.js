/* One save at a time: a button pressed while a draft is being saved waits for it. Otherwise the page that the
   automatic save has just made would be made again, and be refused because its address is taken. */
(() => {
  let saving = false;
  let leaving = false;
  let pressed = null;

  const proceed = () => {
    saving = false;
    if (!pressed) return;
    const { form, name, value } = pressed;
    pressed = null;
    // The button itself may be disabled or replaced by now.
    if (name) {
      const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
      form.append(field);
    }
    form.requestSubmit();
  };

  document.addEventListener("w-autosave:save", (event) => {
    if (leaving) event.preventDefault();
    else saving = true;
  });
  document.addEventListener("w-autosave:success", proceed);
  document.addEventListener("w-autosave:error", proceed);
  document.addEventListener(
    "submit",
    (event) => {
      if (event.target.id !== "w-editor-form") return;
      if (!saving) {
        leaving = true;
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      const { name, value } = event.submitter ?? {};
      pressed = { form: event.target, name, value };
    },
    true,
  );
})();
