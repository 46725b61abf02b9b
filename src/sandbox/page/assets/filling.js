// A command that is being filled in, by keyboard as in Discord: Tab completes and goes on, Enter sends, Escape leaves.

import { showPlain, showPlainFocused } from "./composer.js";
import { ask, complain, leave, line, list, plain, shown, tail } from "./composing.js";
import { el, iconButton, replace } from "./dom.js";
import { act } from "./net.js";
import { boundsOf, fitting, fixedChoices } from "./options.js";
import { run } from "./sending.js";
import { Slot } from "./slots.js";

// How long typing must rest before the bot is asked, in milliseconds.
const REST = 120;
// The name of an option at the end of what is typed: what follows is for that one.
const NAMED = /(^|\s)([-_\p{L}\p{N}]+):$/u;

// The command and its slots; null while plain text is typed.
let filling = null;
let last = null;

export function isFilling() {
  return filling !== null;
}

export function stop() {
  filling = null;
}

// Brings back the last command, with what stood in it.
export function again() {
  if (last) start(last.command, last.slots);
}

// What stands in the options, as a command is begun with it.
export const texts = (given) => Object.entries(given).map(([name, text]) => ({ name, text, picked: null }));

const slotEvents = { input: typedInSlot, keydown: keySlot, focus: (_, slot) => suggest(slot), blur: leave };

// Begins to fill in a command: its required options, and those that are given.
export function start(command, given = []) {
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

export function offerOptions() {
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
  const named = slot.text.match(NAMED);
  if (named && goTo(named[2], slot, slot.text.slice(0, named.index))) return;
  suggest(slot);
}

// Goes on to the option that was named in this slot, and leaves the slot what stood before the name.
function goTo(name, slot, before) {
  const there = filling.slots.find((known) => known.option.name === name);
  const option = remaining().find((known) => known.name === name);
  if (!there && !option) return false;
  slot.set(before);
  if (there) there.field.focus();
  else add(option);
  if (there === slot) suggest(slot);
  return true;
}

function head({ name, description, ...option }) {
  const note = boundsOf(option);
  return [el("strong", {}, name), ` ${description}`, note && el("span", { class: "option-note" }, note)];
}

// Offers what may stand in this slot; the bot is asked where it completes the option itself.
function suggest(slot) {
  const { option } = slot;
  list.attach(slot.field);
  const current = ask();
  const items = (choices) => choices.map((choice) => ({ take: () => choose(slot, choice), show: shown(choice.name) }));
  const fixed = fixedChoices(option);
  if (fixed) return list.show(items(fitting(fixed, slot.picked ? "" : slot.text)), { head: head(option), at: slot.text ? 0 : -1 });
  list.show([], { head: head(option) });
  if (!option.autocomplete || slot.picked) return undefined;
  return setTimeout(async () => {
    if (!current()) return;
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
    if (current()) list.show(items(choices), { head: head(option), at: slot.text ? 0 : -1, empty });
  }, REST);
}

// The values of the other slots, as far as they are any.
function values(except) {
  const filled = filling.slots.filter((slot) => slot !== except).map((slot) => [slot.option.name, slot.outcome.value]);
  return Object.fromEntries(filled.filter(([, value]) => value !== undefined));
}

function choose(slot, choice) {
  slot.choose(choice);
  complain(null);
  slot.field.focus();
  leave();
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

export function keyTail(event) {
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
