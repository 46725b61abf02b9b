// The select menus of a message: of texts, users, roles, channels.

import { el, icon } from "./dom.js";
import { Listbox } from "./listbox.js";
import { guild, nameOf, state } from "./store.js";

const [TEXTS, USERS, ROLES, BOTH, CHANNELS] = [3, 5, 6, 7, 8];

// What a menu offers, each with `value`, `label`, `description`.
function offered(menu) {
  const here = guild();
  const users = [...state.world.users, state.world.bot].map((user) => ({ value: user.id, label: nameOf(user) }));
  const roles = (here?.roles ?? []).map((role) => ({ value: role.id, label: `@${role.name}` }));
  switch (menu.type) {
    case TEXTS:
      return menu.options;
    case USERS:
      return users;
    case ROLES:
      return roles;
    case BOTH:
      return [...users, ...roles];
    case CHANNELS:
      return (here?.channels ?? []).map((channel) => ({ value: channel.id, label: `#${channel.name}` }));
    default:
      return [];
  }
}

// `use(node, values)` sends what was picked.
export function selectMenu(message, menu, use) {
  const least = menu.min_values ?? 1;
  const most = menu.max_values ?? 1;
  const options = offered(menu);
  const standing = options.filter((option) => option.default).map((option) => option.value);
  let picked = new Set(standing);
  const names = () => options.filter((option) => picked.has(option.value)).map((option) => option.label).join(", ");
  const text = el("span", { class: "select-text" }, names() || menu.placeholder || "Make a selection");
  const button = el("button", { type: "button", class: "select", role: "combobox", "aria-haspopup": "listbox",
    "aria-label": menu.placeholder || "Select", disabled: menu.disabled === true, "data-custom-id": menu.custom_id },
  text, icon("down"));
  const list = new Listbox(button, {
    label: menu.placeholder || "Options",
    pick: (option) => pick(option),
    render: (option) => [
      most > 1 && el("span", { class: "tick" }, picked.has(option.value) ? icon("check") : null),
      option.emoji?.name && el("span", { class: "emoji" }, option.emoji.name),
      el("span", { class: "option-main" }, el("span", { class: "option-name" }, option.label),
        option.description && el("span", { class: "option-description" }, option.description)),
    ],
  });

  function open() {
    const head = most > 1 ? `Pick ${least === most ? most : `${least} to ${most}`}, then close the list` : null;
    list.show(options, { head, empty: "Nothing to pick" });
    list.node.scrollIntoView({ block: "nearest" });
  }

  function pick(option) {
    if (most === 1) {
      picked = new Set([option.value]);
      return close(true);
    }
    const at = list.at;
    if (!picked.delete(option.value) && picked.size < most) picked.add(option.value);
    open();
    list.mark(at);
  }

  // What was picked is sent when the list closes, unless it is left by Escape.
  function close(send) {
    if (!list.open) return;
    list.hide();
    const values = options.map((option) => option.value).filter((value) => picked.has(value));
    const changed = values.length !== standing.length || values.some((value) => !standing.includes(value));
    const fits = values.length >= least && values.length <= most;
    if (send && fits && changed) use(button, values);
    // Nothing stays chosen: a message that wants it so says which option is the standing one.
    picked = new Set(standing);
  }

  button.addEventListener("click", () => (list.open ? close(most > 1) : open()));
  button.addEventListener("blur", () => close(most > 1));
  button.addEventListener("keydown", (event) => {
    const { key } = event;
    if (!list.open) {
      if (key === "ArrowDown" || key === "ArrowUp") {
        event.preventDefault();
        open();
      }
      return;
    }
    if (key === "ArrowDown" || key === "ArrowUp") list.move(key === "ArrowDown" ? 1 : -1);
    else if (key === "Home" || key === "End") list.mark(key === "Home" ? 0 : list.items.length - 1);
    else if (key === "Enter" || key === " ") list.marked && pick(list.marked);
    else if (key === "Escape") close(false);
    else if (key === "Tab") return close(most > 1);
    else return undefined;
    event.preventDefault();
    return event.stopPropagation();
  });
  return el("div", { class: "select-shell" }, button, list.node);
}
