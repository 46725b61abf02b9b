// Where messages are typed, and commands begin. Enter sends, Tab completes, Escape leaves, Up brings back the last command.

import * as commands from "./commands.js";
import { ask, complain, leave, line, list, plain, shown, tail, wrong } from "./composing.js";
import { iconButton, replace } from "./dom.js";
import { again, isFilling, keyTail, offerOptions, start, stop, texts } from "./filling.js";
import { say } from "./sending.js";
import { channelName, on, state } from "./store.js";

const SHOWN_COMMANDS = 50;

export function showPlain(text = "") {
  const focused = line.contains(document.activeElement);
  stop();
  ask();
  plain.value = text;
  plain.placeholder = `Message #${channelName()}, or / for commands`;
  plain.setAttribute("aria-label", `Message #${channelName()}`);
  list.attach(plain);
  list.hide();
  complain(null);
  replace(line, plain, iconButton("send", "Send", enterPlain, { class: "icon-button send" }));
  if (focused) plain.focus();
}

function offerCommands() {
  const text = plain.value;
  if (!text.startsWith("/")) return list.hide();
  const read = commands.read(text);
  if (read) return start(read.command, texts(read.texts));
  const found = commands.search(text.slice(1)).slice(0, SHOWN_COMMANDS);
  const items = found.map((command) => ({
    take: () => start(command),
    show: shown(`/${command.name}`, command.description, command.options.map((option) => option.name).join(" ")),
  }));
  return list.show(items, { head: "Commands", empty: state.connected ? "No command is called so." : "The bot is not connected." });
}

async function enterPlain() {
  if (list.open && list.marked) return list.marked.take();
  const text = plain.value.trim();
  if (!text) return undefined;
  if (text.startsWith("/")) return complain("There is no such command here.");
  plain.value = "";
  return say(text).catch((error) => complain(error.message));
}

function keyPlain(event) {
  const { key } = event;
  if (event.isComposing) return;
  if (key === "ArrowUp" && !plain.value) {
    again();
  } else if ((key === "ArrowUp" || key === "ArrowDown") && list.open) list.move(key === "ArrowDown" ? 1 : -1);
  else if (key === "Enter") enterPlain();
  else if (key === "Tab" && !event.shiftKey && list.open && list.marked) list.marked.take();
  else if (key === "Escape" && (list.open || plain.value)) list.open ? list.hide() : showPlain();
  else return;
  event.preventDefault();
}

// Leaves the command that is being filled in.
export function showPlainFocused(text = "") {
  showPlain(text);
  plain.focus();
  offerCommands();
}

// Fills in a command that was linked to.
function compose({ name, options = {} }) {
  const command = commands.find(name);
  if (!command) return complain(`There is no command /${name} here.`);
  return start(command, texts(options));
}

export function startComposer() {
  plain.addEventListener("input", () => { complain(null); offerCommands(); });
  plain.addEventListener("keydown", keyPlain);
  plain.addEventListener("blur", leave);
  tail.addEventListener("input", offerOptions);
  tail.addEventListener("focus", offerOptions);
  tail.addEventListener("keydown", keyTail);
  tail.addEventListener("blur", leave);
  document.getElementById("composer").append(list.node, wrong, line);
  showPlain();
  on("eyes", () => (isFilling() ? null : showPlain(plain.value)));
  on("compose", compose);
  on("complain", complain);
  on("focus-composer", () => (isFilling() ? tail : plain).focus());
}
