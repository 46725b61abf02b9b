// What becomes of a message or a command once it is sent.

import { begin } from "./channel.js";
import * as commands from "./commands.js";
import { openForm } from "./modal.js";
import { act } from "./net.js";
import { valueOf } from "./options.js";
import { make } from "./permalink.js";
import { state } from "./store.js";

export function say(text) {
  return act("say", { text });
}

// Runs a command with these values; `words` are the texts for its link.
export async function run(name, options, words) {
  history.replaceState(null, "", make(name, words));
  const outcome = await underWay(`/${name}`, "command", { name, options });
  state.links.set(outcome.interaction, { name, options: words });
}

// Runs a command from the menu of a message.
export function runOn(name, message) {
  return underWay(name, "menu", { name, message });
}

// Shows what is done as under way, and what became of it.
async function underWay(name, path, deed) {
  const under = begin(name);
  let outcome;
  try {
    outcome = await act(path, deed);
  } catch (error) {
    under.gone();
    throw error;
  }
  under.done(outcome);
  if (outcome.form && under.still()) openForm(outcome);
  return outcome;
}

// Runs a command that was linked to, where nothing in it is wrong.
export function runLinked({ name, options }) {
  const command = commands.find(name);
  if (!command) throw new Error(`There is no command /${name} here.`);
  const values = {};
  for (const [option, text] of Object.entries(options)) {
    const known = command.options.find((candidate) => candidate.name === option);
    const outcome = known ? valueOf(known, text) : { wrong: "There is no such option." };
    if (outcome.wrong) throw new Error(`${option}: ${outcome.wrong}`);
    values[option] = outcome.value;
  }
  return run(name, values, options);
}
