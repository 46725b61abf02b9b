// The buttons and menus below a message.

import { el, icon } from "./dom.js";
import { openForm } from "./modal.js";
import { act } from "./net.js";
import { selectMenu } from "./select.js";

const BUTTON = 2;
const LINK = 5;
const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "secondary" };

export const FAILED = "This interaction failed";

export function rows(message) {
  return message.components.map((row) => el("div", { class: "row" }, row.components.map((part) => component(message, part))));
}

function component(message, part) {
  if (part.type !== BUTTON) return selectMenu(message, part, (node, values) => use(node, message, part, values));
  const content = [part.emoji?.name && el("span", { class: "emoji" }, part.emoji.name), part.label];
  const style = `button ${STYLES[part.style] ?? "secondary"}`;
  if (part.style === LINK) {
    if (!/^https?:\/\//i.test(part.url ?? "")) return el("span", { class: style }, content);
    return el("a", { class: style, href: part.url, target: "_blank", rel: "noopener noreferrer" }, content, icon("link"));
  }
  const button = el("button", { type: "button", class: style, disabled: part.disabled === true,
    "data-custom-id": part.custom_id, on: { click: () => use(button, message, part) } }, content);
  return button;
}

// Presses or picks, and shows that it is under way, and when it failed. Where the message changes, a new one takes this
// one's place, and channel.js gives the new button the focus that this one had.
async function use(node, message, part, values) {
  if (node.getAttribute("aria-busy") === "true") return;
  const shell = node.closest(".message");
  shell?.querySelector(".component-failure")?.remove();
  node.setAttribute("aria-busy", "true");
  try {
    const outcome = await act("component", { message: message.id, custom_id: part.custom_id, values });
    if (outcome.error) fail(shell, FAILED);
    if (outcome.form) openForm(outcome);
  } catch (error) {
    fail(shell, error.message);
  } finally {
    node.removeAttribute("aria-busy");
  }
}

function fail(shell, why) {
  shell?.querySelector(".message-main")?.append(el("div", { class: "failure component-failure", role: "alert" }, why));
}
