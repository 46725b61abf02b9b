// The commands that are offered here: found by what is typed, and read out of a typed line.

import { state } from "./store.js";

const CHAT_INPUT = 1;
const MESSAGE = 3;
const SUBCOMMAND = 1;
const GROUP = 2;

// All of them, a subcommand as a command of its own: `{name, description, options}`.
export function all() {
  return state.commands.filter((command) => command.type === CHAT_INPUT)
    .flatMap((command) => flat(command, command.name))
    .sort((one, other) => one.name.localeCompare(other.name));
}

function flat(level, name) {
  const nested = (level.options ?? []).filter((option) => option.type === SUBCOMMAND || option.type === GROUP);
  if (!nested.length) return [{ name, description: level.description, options: level.options ?? [] }];
  return nested.flatMap((option) => flat(option, `${name} ${option.name}`));
}

// Those in the menu of a message.
export function ofMessages() {
  return state.commands.filter((command) => command.type === MESSAGE);
}

export function find(name) {
  return all().find((command) => command.name === name) ?? null;
}

// Those that fit what is typed after the slash: beginnings first, then what has it inside or in the description.
export function search(text) {
  const wanted = text.toLowerCase().trimStart();
  const rank = ({ name, description }) => {
    if (name.startsWith(wanted)) return 0;
    if (name.includes(wanted)) return 1;
    return wanted.length > 2 && description.toLowerCase().includes(wanted) ? 2 : null;
  };
  const ranked = all().map((command) => ({ command, rank: rank(command) })).filter((entry) => entry.rank !== null);
  return ranked.sort((one, other) => one.rank - other.rank).map((entry) => entry.command);
}

// Reads `/name first value option:value`, as far as it is typed; null before the name is complete and a space follows.
export function read(line) {
  const named = all().filter(({ name }) => line.startsWith(`/${name} `));
  const command = named.sort((one, other) => other.name.length - one.name.length)[0];
  if (!command) return null;
  const texts = {};
  let rest = line.slice(command.name.length + 2);
  const names = command.options.map((option) => option.name);
  let current = null;
  for (const word of rest.split(/(?<= )/)) {
    const found = names.find((name) => word.startsWith(`${name}:`));
    if (found) {
      current = found;
      texts[current] = word.slice(found.length + 1);
    } else if (word) {
      current ??= names[0];
      if (current) texts[current] = (texts[current] ?? "") + word;
    }
  }
  for (const name of Object.keys(texts)) texts[name] = texts[name].trim().replace(/^"(.*)"$/, "$1");
  return { command, texts };
}
