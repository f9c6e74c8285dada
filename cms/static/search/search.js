// Suggestions while typing. The form works without them; nothing typed is kept anywhere.
(() => {
  "use strict";
  const field = document.querySelector("input[data-suggest]");
  if (!field) return;
  const list = document.createElement("ul");
  list.className = "suggest";
  list.id = "goi-y";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.suggestLabel);
  field.closest(".seek").append(list);
  for (const [name, value] of [
    ["role", "combobox"],
    ["aria-controls", "goi-y"],
    ["aria-expanded", "false"],
    ["aria-autocomplete", "list"],
  ]) {
    field.setAttribute(name, value);
  }
  let timer;
  let asked;
  let at = -1;

  const links = () => [...list.querySelectorAll("a")];
  const close = () => {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const show = (rows) => {
    list.replaceChildren(
      ...rows.map(({ title, url }, index) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        item.setAttribute("role", "presentation");
        link.setAttribute("role", "option");
        link.setAttribute("aria-selected", "false");
        link.id = `goi-y-${index}`;
        link.href = url;
        link.tabIndex = -1;
        link.textContent = title;
        item.append(link);
        return item;
      }),
    );
    at = -1;
    list.hidden = rows.length === 0;
    field.setAttribute("aria-expanded", String(rows.length > 0));
  };
  const ask = async () => {
    asked?.abort();
    if (field.value.trim().length < 2) return close();
    asked = new AbortController();
    try {
      const url = `${field.dataset.suggest}?q=${encodeURIComponent(field.value)}`;
      const answer = await fetch(url, {
        headers: { Accept: "application/json" },
        credentials: "omit",
        signal: asked.signal,
      });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch {
      close();
    }
  };
  const move = (step) => {
    const all = links();
    if (!all.length) return;
    at = (at + step + all.length) % all.length;
    all.forEach((link, index) => {
      link.setAttribute("aria-selected", String(index === at));
    });
    field.setAttribute("aria-activedescendant", all[at].id);
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 200);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && at >= 0) location.assign(links()[at].href);
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", () => setTimeout(close, 200));
})();
