// A list to pick from while the focus stays in the field above it, for the composer and the menus of messages.

import { el, freshId, replace } from "./dom.js";

// `owner` is the element with the role combobox. `pick(item)` is called for a click; keys are the owner's business, which
// moves the mark by `move` and reads it by `marked`.
export class Listbox {
  constructor(owner, { label, pick, render }) {
    this.owner = null;
    this.pick = pick;
    this.render = render;
    this.items = [];
    this.at = -1;
    // Whether the mark was put by hand, and not only because something must be first.
    this.moved = false;
    this.id = freshId("list");
    this.list = el("ul", { class: "listbox", role: "listbox", id: this.id, "aria-label": label });
    this.head = el("div", { class: "popup-head" });
    this.node = el("div", { class: "popup", hidden: true }, this.head, this.list);
    this.attach(owner);
  }

  // Serves another field from now on.
  attach(owner) {
    if (owner === this.owner) return;
    this.hide();
    this.owner?.removeAttribute("aria-controls");
    this.owner = owner;
    owner.setAttribute("aria-controls", this.id);
    owner.setAttribute("aria-expanded", "false");
  }

  get open() {
    return !this.node.hidden;
  }

  get marked() {
    return this.items[this.at] ?? null;
  }

  // Shows these. `at` is what is marked at first; -1 marks nothing.
  show(items, { head = null, at = 0, empty = null } = {}) {
    this.items = items;
    this.moved = false;
    replace(this.head, head);
    this.head.hidden = head === null;
    const options = items.map((item, index) => el("li", {
      class: "option", role: "option", id: `${this.id}-${index}`, "aria-selected": "false",
      on: {
        // The focus stays where it is.
        mousedown: (event) => event.preventDefault(),
        click: () => this.pick(item),
      },
    }, this.render(item)));
    replace(this.list, options, !items.length && empty && el("li", { class: "nothing", role: "presentation" }, empty));
    this.node.hidden = !items.length && !empty && head === null;
    this.owner.setAttribute("aria-expanded", String(this.open));
    this.at = -1;
    this.mark(items.length ? at : -1);
  }

  hide() {
    this.node.hidden = true;
    this.items = [];
    this.at = -1;
    this.moved = false;
    this.owner?.setAttribute("aria-expanded", "false");
    this.owner?.removeAttribute("aria-activedescendant");
  }

  // Moves the mark by so many, round the ends.
  move(by) {
    if (!this.items.length) return;
    const from = this.at < 0 && by < 0 ? 0 : this.at;
    this.mark((from + by + this.items.length) % this.items.length);
    this.moved = true;
  }

  mark(at) {
    const options = this.list.querySelectorAll("[role=option]");
    options[this.at]?.setAttribute("aria-selected", "false");
    this.at = at;
    const marked = options[at];
    if (marked) {
      marked.setAttribute("aria-selected", "true");
      marked.scrollIntoView({ block: "nearest" });
      this.owner.setAttribute("aria-activedescendant", marked.id);
    } else {
      this.owner.removeAttribute("aria-activedescendant");
    }
  }
}
