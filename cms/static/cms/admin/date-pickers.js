(() => {
  const defaults = window.jQuery.fn.datetimepicker.defaults;
  const GAP = 8; // pixels between a field and its picker

  /* What was typed stays as it is: by default the picker replaces what it cannot read by today. */
  defaults.validateOnBlur = false;

  /* In a dialog the button stands right below the field: the picker goes beside the field if there is room. */
  const besideField = (picker, field) => {
    const box = field.getBoundingClientRect();
    const left = box.right + GAP;
    if (left + picker.offsetWidth > document.documentElement.clientWidth) return;
    const top = Math.max(GAP, Math.min(box.top, window.innerHeight - picker.offsetHeight - GAP));
    Object.assign(picker.style, { position: "fixed", left: `${left}px`, top: `${top}px`, bottom: "auto" });
  };

  defaults.onShow = function place(_time, input) {
    const [field] = input;
    const picker = this.jquery ? this[0] : this;
    // The picker finds its own place after this.
    if (field.closest(".modal")) setTimeout(() => besideField(picker, field));
  };
})();
