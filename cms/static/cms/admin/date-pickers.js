/* What was typed stays as it is: by default the picker replaces what it cannot read by today. */
window.jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
