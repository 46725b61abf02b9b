// The options of a command: what may stand in one, what is offered for it, and the value that is sent.

import { guild, nameOf, state } from "./store.js";

const [TEXT, INTEGER, TRUTH, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER] = [3, 4, 5, 6, 7, 8, 9, 10];

// What can be picked where nothing else may stand; null where anything of the type may.
export function fixedChoices(option) {
  const here = guild();
  const users = () => [...state.world.users, state.world.bot].map((user) => ({ name: nameOf(user), value: user.id }));
  const roles = () => (here?.roles ?? []).map((role) => ({ name: `@${role.name}`, value: role.id }));
  switch (option.type) {
    case TRUTH:
      return [{ name: "True", value: true }, { name: "False", value: false }];
    case USER:
      return users();
    case ROLE:
      return roles();
    case MENTIONABLE:
      return [...users(), ...roles()];
    case CHANNEL:
      return (here?.channels ?? []).map((channel) => ({ name: `#${channel.name}`, value: channel.id }));
    default:
      return option.choices?.length ? option.choices : null;
  }
}

// Those that fit what is typed: beginnings first.
export function fitting(choices, text) {
  const wanted = text.trim().toLowerCase();
  const starts = choices.filter(({ name }) => name.toLowerCase().startsWith(wanted));
  const has = choices.filter((choice) => !starts.includes(choice) && choice.name.toLowerCase().includes(wanted));
  return [...starts, ...has];
}

// The value for a text, `{value}`, or why there is none, `{wrong}`. `picked` is the choice that the text came from.
export function valueOf(option, text, picked = null) {
  const typed = text.trim();
  if (picked && picked.name === text) return { value: picked.value };
  if (!typed) return option.required ? { wrong: "This option is required. Specify a value." } : {};
  const choices = fixedChoices(option);
  if (choices) {
    const same = (one) => String(one).toLowerCase() === typed.toLowerCase();
    const found = choices.find((choice) => same(choice.name) || same(choice.value));
    return found ? { value: found.value } : { wrong: `Pick one of: ${choices.map((choice) => choice.name).join(", ")}` };
  }
  switch (option.type) {
    case INTEGER:
      return /^-?\d{1,15}$/.test(typed) ? bounded(option, Number(typed)) : { wrong: "Write a whole number." };
    case NUMBER:
      return Number.isFinite(Number(typed)) ? bounded(option, Number(typed)) : { wrong: "Write a number." };
    case TEXT:
      return fits(option, typed);
    default:
      return { wrong: "This kind of option cannot be filled in here." };
  }
}

function bounded(option, value) {
  if (value < (option.min_value ?? -Infinity)) return { wrong: `At least ${option.min_value}.` };
  if (value > (option.max_value ?? Infinity)) return { wrong: `At most ${option.max_value}.` };
  return { value };
}

function fits(option, value) {
  const length = [...value].length;
  if (length < (option.min_length ?? 0)) return { wrong: `At least ${option.min_length} characters.` };
  if (length > (option.max_length ?? 6000)) return { wrong: `At most ${option.max_length ?? 6000} characters.` };
  return { value };
}

const KINDS = { [INTEGER]: "whole number", [NUMBER]: "number", [TRUTH]: "True or False", [USER]: "user",
  [CHANNEL]: "channel", [ROLE]: "role", [MENTIONABLE]: "user or role" };

// What may stand there, in a few words.
export function boundsOf(option) {
  const words = [];
  if (option.required) words.push("required");
  if (KINDS[option.type]) words.push(KINDS[option.type]);
  const [least, most] = [option.min_value ?? option.min_length, option.max_value ?? option.max_length];
  const unit = option.type === TEXT ? " characters" : "";
  if (least !== undefined && most !== undefined) words.push(`${least} to ${most}${unit}`);
  else if (least !== undefined) words.push(`at least ${least}${unit}`);
  else if (most !== undefined) words.push(`at most ${most}${unit}`);
  return words.join(", ");
}
