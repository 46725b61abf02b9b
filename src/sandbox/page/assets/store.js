// What the page knows, and who wants to hear when it changes. Every module reads `state`; one function changes a subject
// and tells of it.

export const state = {
  world: null,
  user: null,
  channel: null,
  // The language of the client; null is the user's own.
  locale: null,
  commands: [],
  connected: false,
  // The commands that were run here, by the interactions they became: `{name, options}`, as they are linked to.
  links: new Map(),
  // How far the sandbox's clock is ahead of this machine's, in milliseconds.
  ahead: 0,
};

const listeners = new Map();

// Calls `listener` whenever this happens.
export function on(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, []);
  listeners.get(topic).push(listener);
}

export function tell(topic, what) {
  for (const listener of listeners.get(topic) ?? []) listener(what);
}

// Changes part of the state, and tells of this topic.
export function change(topic, changes) {
  Object.assign(state, changes);
  tell(topic, state);
}

// The language that the client is set to.
export function locale() {
  return state.locale ?? state.user?.locale ?? "en-US";
}

export function guild() {
  return state.world?.guilds.find((known) => known.channels.some((channel) => channel.id === state.channel));
}

// The name of the channel as it shows; the private one has the bot's.
export function channelName(id = state.channel) {
  for (const known of state.world?.guilds ?? []) {
    const channel = known.channels.find((candidate) => candidate.id === id);
    if (channel) return channel.name;
  }
  return state.world?.users.some((user) => user.dm === id) ? nameOf(state.world.bot) : "unknown";
}

export function nameOf(user) {
  return user?.global_name ?? user?.username ?? "somebody";
}
