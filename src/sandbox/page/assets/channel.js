// The channel: its messages in order, what is under way, and what failed.

import { el, replace } from "./dom.js";
import { failedNode, messageNode, pending } from "./message.js";
import { parse, typed } from "./permalink.js";
import { channelName, nameOf, on, state, tell } from "./store.js";
import { dayOf } from "./time.js";

// So near to the end the reader counts as being there, in pixels.
const AT_END = 80;

const log = document.getElementById("log");
const nodes = new Map();
const dismissed = new Set();
const neverSettled = new Set();

function atEnd() {
  return log.scrollHeight - log.scrollTop - log.clientHeight < AT_END;
}

function toEnd() {
  log.scrollTop = log.scrollHeight;
}

function build(message) {
  const dismiss = (id) => {
    dismissed.add(id);
    remove(id);
    document.getElementById("composer-input")?.focus();
  };
  return messageNode(message, { dismiss, failed: neverSettled.has(message.interaction_metadata?.id) });
}

function remove(id) {
  nodes.get(id)?.node.remove();
  nodes.delete(id);
}

// A line across the channel where another day begins.
function dayLine(message) {
  const day = dayOf(message.timestamp);
  const before = [...nodes.values()].at(-1);
  if (before && dayOf(before.message.timestamp) === day) return null;
  return el("div", { class: "day", role: "separator", "aria-label": day }, el("span", {}, day));
}

function put(message) {
  if (dismissed.has(message.id)) return;
  const stay = atEnd();
  const node = build(message);
  const known = nodes.get(message.id);
  if (known) {
    const focused = known.node.contains(document.activeElement) ? document.activeElement : null;
    known.node.replaceWith(node);
    if (focused) refocus(node, focused);
  } else {
    const line = dayLine(message);
    // What is under way stands last, until its own answer takes its place.
    const waiting = log.querySelector(".message.pending");
    const mine = message.interaction_metadata?.user.id === state.user.id;
    if (waiting && mine && [message.interaction_metadata.name, `/${message.interaction_metadata.name}`].includes(waiting.dataset.name)) waiting.remove();
    const last = log.querySelector(".message.pending");
    for (const part of [line, node].filter(Boolean)) last ? last.before(part) : log.append(part);
  }
  nodes.set(message.id, { node, message });
  if (stay) toEnd();
}

// The button that was pressed, or what took its place, keeps the focus.
function refocus(node, focused) {
  const buttons = [...node.querySelectorAll("button, a")];
  const same = buttons.find((button) => !button.disabled && button.textContent === focused.textContent);
  (same ?? node).focus();
}

function welcome() {
  const examples = state.world.examples.map(parse).filter(Boolean);
  const run = (example) => () => tell("run", example);
  return el("section", { class: "welcome" },
    el("h2", {}, `Welcome to #${channelName()}`),
    el("p", {}, `This is a Discord in a box, on this machine alone, and ${nameOf(state.world.bot)} is in it. Type `,
      el("kbd", {}, "/"), " to see what it can do", examples.length ? ", or try one of these:" : "."),
    el("ul", { class: "examples" }, examples.map((example) => el("li", {},
      el("button", { type: "button", class: "example", on: { click: run(example) } }, typed(example))))));
}

function showAll({ messages }) {
  nodes.clear();
  replace(log, welcome());
  messages.forEach(put);
  toEnd();
}

// Shows a command as under way. Gives what to do when its outcome is there.
export function begin(name) {
  const { user, channel } = state;
  const node = pending(user, name);
  node.dataset.name = name;
  log.append(node);
  toEnd();
  return {
    done(outcome) {
      node.remove();
      if (outcome.error === "no answer") this.failed(outcome.interaction);
      if (outcome.error === "never settled") {
        neverSettled.add(outcome.interaction);
        for (const { message } of nodes.values()) {
          if (message.interaction_metadata?.id === outcome.interaction) put(message);
        }
      }
    },
    // Whether the same eyes still look at the same channel: nobody else is shown what came of it.
    still: () => state.user === user && state.channel === channel,
    failed(interaction) {
      node.remove();
      if (!this.still()) return;
      log.append(failedNode(user, name, interaction, () => document.getElementById("composer-input")?.focus()));
      toEnd();
    },
    gone: () => node.remove(),
  };
}

export function startChannel() {
  on("live:channel", (event) => {
    if (event.user === state.user.id && event.channel === state.channel) showAll(event);
  });
  on("live:message", ({ message }) => message.channel_id === state.channel && put(message));
  on("live:gone", ({ message }) => remove(message));
  on("language", () => [...nodes.values()].forEach(({ message }) => put(message)));
  on("show-message", (id) => {
    const found = nodes.get(id)?.node;
    found?.scrollIntoView({ block: "center" });
    found?.focus();
  });
}
