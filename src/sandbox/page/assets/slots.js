// One option in the composer: its name, its field, and the value that was picked for it.

import { el, freshId } from "./dom.js";
import { boundsOf, valueOf } from "./options.js";

// A field is at least as wide as this many characters.
const NARROWEST = 6;

export class Slot {
  // `on` has the listeners of the field, each called with the event and this slot.
  constructor(option, on, { text = "", picked = null } = {}) {
    this.option = option;
    this.picked = picked;
    const note = boundsOf(option);
    const hint = freshId("hint");
    this.field = el("input", { class: "slot-field", type: "text", role: "combobox", "aria-autocomplete": "list",
      "aria-expanded": "false", autocomplete: "off", spellcheck: "false", "aria-describedby": hint,
      "aria-required": String(option.required === true), "data-option": option.name, "aria-label": option.name,
      inputmode: option.type === 4 ? "numeric" : null });
    this.field.value = text;
    this.node = el("span", { class: "slot", on: { click: () => this.field.focus() } },
      el("span", { class: "slot-name", "aria-hidden": "true" }, option.name), this.field,
      el("span", { class: "unseen", id: hint }, `${option.description}${note ? ` (${note})` : ""}`));
    for (const [event, listener] of Object.entries(on)) {
      this.field.addEventListener(event, (happened) => listener(happened, this));
    }
    this.fit();
  }

  get text() {
    return this.field.value;
  }

  get outcome() {
    return valueOf(this.option, this.text, this.picked);
  }

  choose(choice) {
    this.field.value = choice.name;
    this.picked = choice;
    this.fit();
    this.showWrong(null);
  }

  set(text) {
    this.field.value = text;
    this.typed();
  }

  // Typing takes back what was picked.
  typed() {
    this.picked = null;
    this.fit();
    this.showWrong(null);
  }

  fit() {
    this.field.size = Math.max(NARROWEST, [...this.text].length + 1);
  }

  showWrong(why) {
    this.node.classList.toggle("bad", why !== null);
    this.field.setAttribute("aria-invalid", String(why !== null));
  }
}
