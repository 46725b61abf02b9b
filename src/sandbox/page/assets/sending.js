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
  const under = begin(name);
  let outcome;
  try {
    outcome = await act("command", { name, options });
  } catch (error) {
    under.gone();
    throw error;
  }
  state.links.set(outcome.interaction, { name, options: words });
  under.done(outcome);
  if (outcome.form) openForm(outcome);
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
