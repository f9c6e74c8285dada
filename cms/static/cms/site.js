// Everything here is an extra: each page works without it.
(() => {
  "use strict";
  const doc = document;
  const exit = doc.querySelector(".exit");

  // Quick exit: blank the page at once, then put a neutral page in its place in the history.
  const leave = (event) => {
    if (event) event.preventDefault();
    doc.documentElement.classList.add("gone");
    doc.title = "…";
    location.replace(exit.href);
  };
  if (exit) {
    for (const link of doc.querySelectorAll("[data-exit],[data-leave]"))
      link.addEventListener("click", leave);
    addEventListener("pageshow", (event) => {
      if (event.persisted) doc.documentElement.classList.remove("gone");
    });
    const status = doc.querySelector("[data-exit-status]");
    let presses = [];
    let other = false;
    addEventListener("keydown", (event) => {
      if (event.key !== "Shift") other = true;
      else if (!event.repeat) other = false;
    });
    addEventListener("keyup", (event) => {
      if (event.key !== "Shift" || other) return;
      const now = Date.now();
      presses = presses.filter((time) => now - time < 5000).concat(now);
      const left = 3 - presses.length;
      status.textContent = left > 0 ? exit.dataset.presses.replace("{n}", left) : exit.dataset.leaving;
      if (left <= 0) leave();
    });
  }

  // Copying and sharing: buttons are hidden until they can work.
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = doc.createElement("textarea");
      area.value = text;
      doc.body.append(area);
      area.select();
      doc.execCommand("copy");
      area.remove();
    }
  };
  const confirm = (button) => {
    if (button.dataset.label) return;
    button.dataset.label = button.innerHTML;
    button.textContent = button.dataset.done;
    button.classList.add("done");
    button.setAttribute("aria-live", "polite");
    setTimeout(() => {
      button.innerHTML = button.dataset.label;
      button.classList.remove("done");
      delete button.dataset.label;
    }, 2500);
  };
  for (const button of doc.querySelectorAll("[data-copy],[data-copy-from]")) {
    button.addEventListener("click", async () => {
      const source = button.dataset.copyFrom;
      await copy(source ? doc.getElementById(source).textContent : button.dataset.copy);
      confirm(button);
    });
  }
  for (const button of doc.querySelectorAll("[data-share]")) {
    button.addEventListener("click", () => {
      navigator.share({ title: button.dataset.title, url: button.dataset.url }).catch(() => {});
    });
  }
  for (const item of doc.querySelectorAll("[data-js]")) {
    item.hidden = !navigator.share && !!item.querySelector("[data-share]");
  }
})();
