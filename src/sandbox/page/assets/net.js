// The way to the sandbox: the key, requests, and the socket.

import { locale, state, tell } from "./store.js";

const KEPT = "playground-key";
// The pauses before the socket is tried again, in milliseconds.
const AGAIN = [250, 1000, 2000, 4000];

let key = "";

// Takes the key out of the address, so that it is neither shown nor copied with a link, and keeps it for other tabs. Says
// whether there is one, and the same as before.
export function takeKey() {
  const before = key;
  const found = location.hash.match(/^#key=([0-9A-Za-z]+)(\/.*)?$/);
  if (found) {
    localStorage.setItem(KEPT, found[1]);
    history.replaceState(null, "", `${location.pathname}${found[2] ? `#${found[2]}` : ""}`);
  }
  key = localStorage.getItem(KEPT) ?? "";
  return key !== "" && (before === "" || before === key);
}

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function request(path, init) {
  const headers = { authorization: `Bearer ${key}`, ...init.headers };
  let response;
  try {
    response = await fetch(`/sandbox/${path}`, { ...init, headers });
  } catch {
    throw new Refused(0, "The playground does not answer: has it been stopped?");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, body.error ?? `The playground answered ${response.status}.`);
  return body;
}

export function get(path) {
  return request(path, { method: "GET" });
}

export function post(path, body) {
  return request(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

// Does something as the chosen user, in the chosen channel, in the chosen language.
export function act(path, body) {
  return post(path, { user: state.user.id, channel: state.channel, locale: locale(), ...body });
}

// Where an attachment is; pictures cannot carry the key in a header.
export function fileAddress(id) {
  return `/sandbox/files/${encodeURIComponent(id)}?key=${key}`;
}

let socket = null;

// Looks through the chosen user's eyes.
export function watch() {
  if (socket?.readyState === WebSocket.OPEN) {
    socket.send(JSON.stringify({ user: state.user.id, channel: state.channel }));
  }
}

// Keeps a socket open; what comes over it is told under "live:" and its event, and its state under "net".
export function listen(tries = 0) {
  socket = new WebSocket(`ws://${location.host}/sandbox/live?key=${key}`);
  let opened = false;
  socket.addEventListener("open", () => {
    opened = true;
    tell("net", true);
    watch();
  });
  socket.addEventListener("message", (message) => {
    const event = JSON.parse(message.data);
    tell(`live:${event.event}`, event);
  });
  socket.addEventListener("close", () => {
    tell("net", false);
    const next = opened ? 0 : Math.min(tries + 1, AGAIN.length - 1);
    setTimeout(() => listen(next), AGAIN[next]);
  });
}
