// Where messages and commands are typed. Enter sends, Tab completes, Escape leaves, Up brings back the last command.

import * as commands from "./commands.js";
import { el, icon, iconButton, replace } from "./dom.js";
import { Listbox } from "./listbox.js";
import { act } from "./net.js";
import { boundsOf, fitting, fixedChoices } from "./options.js";
import { run, say } from "./sending.js";
import { Slot } from "./slots.js";
import { channelName, on, state } from "./store.js";

// How long typing must rest before the bot is asked, in milliseconds.
const REST = 120;
const SHOWN_COMMANDS = 50;

const wrong = el("p", { class: "composer-wrong", role: "alert", hidden: true });
const line = el("div", { class: "line" });
const plain = el("input", { id: "composer-input", class: "plain", type: "text", role: "combobox", autocomplete: "off",
  "aria-autocomplete": "list", "aria-expanded": "false", spellcheck: "false", maxlength: 2000 });
const tail = el("input", { class: "plain tail", type: "text", role: "combobox", autocomplete: "off",
  "aria-autocomplete": "list", "aria-expanded": "false", spellcheck: "false", "aria-label": "More options" });
const list = new Listbox(plain, { label: "Suggestions", pick: (item) => item.take(), render: (item) => item.show });

// The command that is being filled in, and its slots; null while plain text is typed.
let filling = null;
let last = null;
let question = 0;

function complain(why) {
  wrong.textContent = why ?? "";
  wrong.hidden = !why;
}

function shown(name, description, note) {
  return [el("span", { class: "option-main" }, el("span", { class: "option-name" }, name),
    description && el("span", { class: "option-description" }, description)),
  note && el("span", { class: "option-note" }, note)];
}

// ---- plain text

function showPlain(text = "") {
  const focused = line.contains(document.activeElement);
  filling = null;
  question += 1;
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
    if (last) start(last.command, last.slots);
  } else if ((key === "ArrowUp" || key === "ArrowDown") && list.open) list.move(key === "ArrowDown" ? 1 : -1);
  else if (key === "Enter") enterPlain();
  else if (key === "Tab" && !event.shiftKey && list.open && list.marked) list.marked.take();
  else if (key === "Escape" && (list.open || plain.value)) list.open ? list.hide() : showPlain();
  else return;
  event.preventDefault();
}

// ---- a command

const texts = (given) => Object.entries(given).map(([name, text]) => ({ name, text, picked: null }));

const slotEvents = { input: typedInSlot, keydown: keySlot, focus: (_, slot) => suggest(slot), blur: leave };

// Begins to fill in a command: its required options, and those that are given.
function start(command, given = []) {
  filling = { command, slots: [] };
  list.hide();
  complain(null);
  for (const option of command.options) {
    const has = given.find(({ name }) => name === option.name);
    if (has || option.required) filling.slots.push(new Slot(option, slotEvents, has));
  }
  draw();
  const empty = filling.slots.find((slot) => !slot.text);
  const lastGiven = given.length ? filling.slots.find((slot) => slot.option.name === given.at(-1).name) : null;
  (empty ?? lastGiven ?? { field: tail }).field.focus();
}

function draw() {
  const { command, slots } = filling;
  const open = remaining().length;
  tail.value = "";
  tail.placeholder = open ? `+${open} optional` : "";
  tail.readOnly = !open;
  const chip = el("span", { class: "chip" }, `/${command.name}`);
  replace(line, el("div", { class: "slots", role: "group", "aria-label": `/${command.name}: ${command.description}` },
    chip, slots.map((slot) => slot.node), tail),
  iconButton("close", "Leave the command", () => { showPlain(); plain.focus(); }, { class: "icon-button" }),
  iconButton("send", "Send", send, { class: "icon-button send" }));
}

function remaining() {
  return filling.command.options.filter((option) => !filling.slots.some((slot) => slot.option === option));
}

function offerOptions() {
  list.attach(tail);
  const wanted = tail.value.replace(/:$/, "").toLowerCase();
  const found = remaining().filter((option) => option.name.toLowerCase().startsWith(wanted));
  if (tail.value.endsWith(":") && found[0]?.name === wanted) return add(found[0]);
  const items = found.map((option) => ({ take: () => add(option), show: shown(option.name, option.description, boundsOf(option)) }));
  // What is no option's name is the value of the first that is left.
  const text = tail.value;
  const [first] = remaining();
  if (!items.length && first) items.push({ take: () => add(first, { text }), show: shown(`${first.name}: ${text}`, first.description) });
  return items.length ? list.show(items, { head: "Options", at: wanted ? 0 : -1 }) : list.hide();
}

function add(option, given) {
  const slot = new Slot(option, slotEvents, given);
  filling.slots.push(slot);
  draw();
  slot.field.focus();
}

function typedInSlot(_, slot) {
  slot.typed();
  complain(null);
  suggest(slot);
}

function head({ name, description, ...option }) {
  const note = boundsOf(option);
  return [el("strong", {}, name), ` ${description}`, note && el("span", { class: "option-note" }, note)];
}

// Offers what may stand in this slot; the bot is asked where it completes the option itself.
function suggest(slot) {
  const { option } = slot;
  list.attach(slot.field);
  question += 1;
  const items = (choices) => choices.map((choice) => ({ take: () => choose(slot, choice), show: shown(choice.name) }));
  const fixed = fixedChoices(option);
  if (fixed) return list.show(items(fitting(fixed, slot.picked ? "" : slot.text)), { head: head(option), at: slot.text ? 0 : -1 });
  list.show([], { head: head(option) });
  if (!option.autocomplete || slot.picked) return undefined;
  const mine = question;
  return setTimeout(async () => {
    if (mine !== question) return;
    let choices = [];
    let empty = null;
    try {
      const others = values(slot);
      const answer = await act("autocomplete", { name: filling.command.name, options: others, option: option.name, typed: slot.text });
      choices = answer.choices;
      if (answer.error) empty = "Loading options failed";
    } catch (error) {
      empty = error.message;
    }
    // What was asked for meanwhile, or left, is not answered any more.
    if (mine === question) list.show(items(choices), { head: head(option), at: slot.text ? 0 : -1, empty });
  }, REST);
}

// The values of the other slots, as far as they are any.
function values(except) {
  const filled = filling.slots.filter((slot) => slot !== except).map((slot) => [slot.option.name, slot.outcome.value]);
  return Object.fromEntries(filled.filter(([, value]) => value !== undefined));
}

function choose(slot, choice) {
  slot.choose(choice);
  question += 1;
  list.hide();
  complain(null);
  slot.field.focus();
  question += 1;
  list.hide();
}

function leave() {
  list.hide();
  question += 1;
}

function next(slot) {
  const after = filling.slots[filling.slots.indexOf(slot) + 1];
  (after?.field ?? tail).focus();
}

function keySlot(event, slot) {
  const { key } = event;
  if (event.isComposing) return;
  const { marked } = list;
  const unfit = Boolean(fixedChoices(slot.option)) && slot.text !== "" && slot.outcome.wrong;
  if (key === "ArrowUp" || key === "ArrowDown") list.move(key === "ArrowDown" ? 1 : -1);
  else if (key === "Enter") marked && (list.moved || unfit) ? marked.take() : send();
  else if (key === "Tab" && !event.shiftKey && marked && (slot.text || list.moved)) {
    marked.take();
    next(slot);
  } else if (key === "Escape") list.open && list.items.length ? list.hide() : showPlainFocused();
  else if (key === "Backspace" && !slot.text) drop(slot);
  else return;
  event.preventDefault();
}

// An optional one goes away; before the first one is the command itself.
function drop(slot) {
  const at = filling.slots.indexOf(slot);
  if (!slot.option.required) filling.slots.splice(at, 1);
  if (at === 0 && slot.option.required) return showPlainFocused(`/${filling.command.name}`);
  draw();
  return (filling.slots[at - 1]?.field ?? tail).focus();
}

function keyTail(event) {
  const { key } = event;
  if (event.isComposing) return;
  if (key === "ArrowUp" || key === "ArrowDown") list.move(key === "ArrowDown" ? 1 : -1);
  else if (key === "Enter") list.marked && (tail.value || list.moved) ? list.marked.take() : send();
  else if (key === "Tab" && !event.shiftKey && list.marked && (tail.value || list.moved)) list.marked.take();
  else if (key === "Escape") list.open ? list.hide() : showPlainFocused();
  else if (key === "Backspace" && !tail.value) filling.slots.length ? filling.slots.at(-1).field.focus() : showPlainFocused(`/${filling.command.name}`);
  else return;
  event.preventDefault();
}

function showPlainFocused(text = "") {
  showPlain(text);
  plain.focus();
  offerCommands();
}

function send() {
  const { command, slots } = filling;
  slots.forEach((slot) => slot.showWrong(slot.outcome.wrong ?? null));
  const bad = slots.find((slot) => slot.outcome.wrong);
  if (bad) {
    complain(`${bad.option.name}: ${bad.outcome.wrong}`);
    return bad.field.focus();
  }
  const kept = slots.filter((slot) => slot.text);
  last = { command, slots: kept.map((slot) => ({ name: slot.option.name, text: slot.text, picked: slot.picked })) };
  const words = Object.fromEntries(kept.map((slot) => [slot.option.name, String(slot.outcome.value)]));
  const options = values(null);
  showPlain();
  plain.focus();
  return run(command.name, options, words).catch((error) => complain(error.message));
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
  on("eyes", () => (filling ? null : showPlain(plain.value)));
  on("compose", compose);
  on("complain", complain);
  on("focus-composer", () => (filling ? tail : plain).focus());
}
