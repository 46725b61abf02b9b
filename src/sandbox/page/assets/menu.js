// The menu of a message, by right click or by its button: what can be done with it.

import { el } from "./dom.js";
import { isPrivate } from "./message.js";
import { ofMessages } from "./commands.js";
import { make } from "./permalink.js";
import { runOn } from "./sending.js";
import { state, tell } from "./store.js";

let open = null;

function close(focus) {
  open?.node.remove();
  if (focus) open?.from?.focus();
  open = null;
}

// The things to do with a message, each a name and a deed.
function entries(message) {
  const said = message.embeds.map((embed) => [embed.title, embed.description].filter(Boolean).join("\n"));
  const text = [message.content, ...said].filter(Boolean).join("\n");
  // What only one user sees has no commands.
  const commands = isPrivate(message) ? [] : ofMessages();
  const list = commands.map(({ name }) => [name, () => runOn(name, message.id).catch((error) => tell("complain", error.message))]);
  list.push(["Inspect", () => tell("inspect", { message: message.id })]);
  if (text) list.push(["Copy text", () => navigator.clipboard?.writeText(text)]);
  const link = state.links.get(message.interaction_metadata?.id);
  if (link) list.push(["Copy link to this command", () => navigator.clipboard?.writeText(location.origin + make(link.name, link.options))]);
  return list;
}

export function openMenu(event, message) {
  event.preventDefault();
  event.stopPropagation();
  close(false);
  const from = event.currentTarget;
  const box = from.getBoundingClientRect();
  const byPointer = event.type === "contextmenu" && event.clientX > 0;
  const items = entries(message).map(([name, deed]) => el("button", { type: "button", role: "menuitem", class: "menu-item",
    on: { click: () => { close(true); deed(); } } }, name));
  const node = el("div", { class: "menu", role: "menu", "aria-label": "Message", on: { keydown: keys } }, items);
  document.body.append(node);
  const left = byPointer ? event.clientX : box.right - node.offsetWidth;
  const top = byPointer ? event.clientY : box.bottom + 4;
  node.style.left = `${Math.max(8, Math.min(left, innerWidth - node.offsetWidth - 8))}px`;
  node.style.top = `${Math.max(8, Math.min(top, innerHeight - node.offsetHeight - 8))}px`;
  open = { node, from };
  items[0].focus();
}

function keys(event) {
  const items = [...open.node.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    items.at(to % items.length).focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    close(true);
  }
}

addEventListener("pointerdown", (event) => {
  if (open && !open.node.contains(event.target)) close(false);
});
