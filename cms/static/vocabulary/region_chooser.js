/*
 * <region-chooser>: find places as one types, keep the chosen ones as chips with hidden inputs.
 *
 * A custom element starts by itself wherever its HTML appears, so it survives forms that the admin swaps.
 * Keys: ↓ ↑ move, Enter takes, Escape closes, then empties the box. Texts come from data attributes.
 */
(() => {
  "use strict";

  const PAUSE = 150;

  class RegionChooser extends HTMLElement {
    results = [];
    active = -1;

    /* Children may not be parsed yet when the element connects: events are heard on the element itself. */
    constructor() {
      super();
      this.addEventListener("input", (event) => {
        if (event.target === this.input) this.later();
      });
      this.addEventListener("keydown", (event) => {
        if (event.target === this.input) this.key(event);
      });
      this.addEventListener("mousedown", (event) => {
        if (this.list.contains(event.target)) event.preventDefault();
      });
      this.addEventListener("click", (event) => {
        const option = event.target.closest("[role=option]");
        const button = event.target.closest(".region-chooser__remove");
        if (option) this.take(Number(option.dataset.index));
        if (button) this.drop(button.closest("li"));
      });
      this.addEventListener("focusout", (event) => {
        if (!this.contains(event.relatedTarget)) this.close();
      });
    }

    get input() {
      return this.querySelector("[role=combobox]");
    }

    get list() {
      return this.querySelector("[role=listbox]");
    }

    get chosen() {
      return this.querySelector(".region-chooser__chosen");
    }

    disconnectedCallback() {
      clearTimeout(this.timer);
      this.request?.abort();
    }

    later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.find(), PAUSE);
    }

    async find() {
      this.request?.abort();
      const text = this.input.value.trim();
      if (!text) {
        this.close();
        return;
      }
      const request = new AbortController();
      this.request = request;
      try {
        const url = new URL(this.dataset.url, window.location.href);
        url.searchParams.set("q", text);
        const response = await fetch(url, {
          signal: request.signal,
          headers: { Accept: "application/json" },
        });
        if (!response.ok) throw new Error(String(response.status));
        const { results } = await response.json();
        if (request === this.request) this.show(results);
      } catch (error) {
        if (error.name !== "AbortError") this.fail();
      }
    }

    show(results) {
      this.results = results;
      this.active = -1;
      this.list.replaceChildren(...results.map((result, index) => this.option(result, index)));
      this.open(results.length > 0);
      if (results.length) this.say(this.dataset.count.replace("{count}", results.length));
      else this.say(this.dataset.empty, true);
    }

    fail() {
      this.close();
      this.say(this.dataset.failed, true);
    }

    option(result, index) {
      const option = document.createElement("li");
      option.id = `${this.list.id}-${index}`;
      option.className = "region-chooser__option";
      option.dataset.index = index;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", String(this.has(result.code)));
      const name = document.createElement("span");
      name.textContent = result.name;
      option.append(name);
      if (result.why) {
        const why = document.createElement("small");
        why.className = "region-chooser__why";
        why.textContent = result.why;
        option.append(why);
      }
      return option;
    }

    has(code) {
      return [...this.chosen.querySelectorAll("input")].some((input) => input.value === code);
    }

    key(event) {
      const shown = !this.list.hidden;
      if (event.key === "Enter") {
        // In a text box Enter would send the whole form.
        event.preventDefault();
        if (shown) this.take(Math.max(this.active, 0));
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (shown) this.move(event.key === "ArrowDown" ? 1 : -1);
        else this.find();
      } else if (event.key === "Escape" && (shown || this.input.value)) {
        event.preventDefault();
        event.stopPropagation();
        if (!shown) this.input.value = "";
        this.close();
      }
    }

    move(step) {
      const count = this.results.length;
      const next = this.active < 0 && step < 0 ? count - 1 : (this.active + step + count) % count;
      this.list.children[this.active]?.classList.remove("region-chooser__option--active");
      this.active = next;
      const option = this.list.children[next];
      option.classList.add("region-chooser__option--active");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    }

    take(index) {
      const result = this.results[index];
      if (!result) return;
      if (!this.has(result.code)) {
        const chip = this.querySelector("template").content.firstElementChild.cloneNode(true);
        chip.querySelector("input").value = result.code;
        chip.querySelector(".region-chooser__name").textContent = result.name;
        const button = chip.querySelector("button");
        button.setAttribute("aria-label", button.getAttribute("aria-label").replace("{name}", result.name));
        this.chosen.append(chip);
        this.changed();
      }
      this.input.value = "";
      this.close();
      this.input.focus();
      this.say(this.dataset.chosen.replace("{name}", result.name));
    }

    drop(chip) {
      const next = (chip.nextElementSibling ?? chip.previousElementSibling)?.querySelector("button");
      const name = chip.querySelector(".region-chooser__name").textContent;
      chip.remove();
      (next ?? this.input).focus();
      this.say(this.dataset.removed.replace("{name}", name));
      this.changed();
    }

    changed() {
      this.dispatchEvent(new Event("change", { bubbles: true }));
    }

    open(shown) {
      this.list.hidden = !shown;
      this.input.setAttribute("aria-expanded", String(shown));
      this.input.removeAttribute("aria-activedescendant");
    }

    close() {
      clearTimeout(this.timer);
      this.request?.abort();
      this.active = -1;
      this.open(false);
      this.say("");
    }

    /* Told to screen readers; shown to all only when there is nothing else to see. */
    say(text, shown = false) {
      const status = this.querySelector("[role=status]");
      status.textContent = text;
      status.classList.toggle("region-chooser__status--shown", shown);
    }
  }

  if (!customElements.get("region-chooser")) customElements.define("region-chooser", RegionChooser);
})();
