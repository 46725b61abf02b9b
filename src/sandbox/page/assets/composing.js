// What plain text and a command that is being filled in have in common: the line, the list above it, and complaints.

import { el } from "./dom.js";
import { Listbox } from "./listbox.js";

const combobox = { type: "text", role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false",
  spellcheck: "false" };

export const line = el("div", { class: "line" });
export const wrong = el("p", { class: "composer-wrong", role: "alert", hidden: true });
export const plain = el("input", { ...combobox, id: "composer-input", class: "plain", maxlength: 2000 });
export const tail = el("input", { ...combobox, class: "plain tail", "aria-label": "More options" });

// The list of what can be taken: each item has `take`, called when it is, and `show`, what it looks like.
export const list = new Listbox(plain, { label: "Suggestions", pick: (item) => item.take(), render: (item) => item.show });

export function complain(why) {
  wrong.textContent = why ?? "";
  wrong.hidden = !why;
}

// How an item of the list looks.
export function shown(name, description, note) {
  return [el("span", { class: "option-main" }, el("span", { class: "option-name" }, name),
    description && el("span", { class: "option-description" }, description)),
  note && el("span", { class: "option-note" }, note)];
}

let asked = 0;

// A question to the bot is good until the next one, or until what it was for is left.
export function ask() {
  asked += 1;
  const mine = asked;
  return () => mine === asked;
}

export function leave() {
  list.hide();
  ask();
}
