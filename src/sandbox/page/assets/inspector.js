// The inspector: what the bot sent, what it answered, how long it took, and how near it came to the limits.

import { el, iconButton, replace } from "./dom.js";
import { nearness } from "./limits.js";
import { get } from "./net.js";
import { nameOf, on, tell } from "./store.js";

// From this share of a limit on, the bar warns.
const NEAR = 0.9;

const pane = document.getElementById("inspector");
let shown = null;
let from = null;

function close() {
  pane.hidden = true;
  document.body.classList.remove("inspecting");
  shown = null;
  if (from?.isConnected) from.focus();
  else tell("focus-composer");
}

async function open(what) {
  if (pane.hidden) from = document.activeElement;
  shown = what;
  let found;
  try {
    found = await get(`inspect?${new URLSearchParams(what)}`);
  } catch (error) {
    return tell("complain", error.message);
  }
  const wasHidden = pane.hidden;
  pane.hidden = false;
  document.body.classList.add("inspecting");
  const shut = iconButton("close", "Close the inspector", close);
  replace(pane, el("header", { class: "inspector-head" }, el("h2", {}, "Inspector"), shut),
    el("div", { class: "inspector-body" }, content(found)));
  if (wasHidden) shut.focus();
  return undefined;
}

function content({ said, message, interactions }) {
  const last = interactions.at(-1);
  const first = interactions[0];
  return [
    figures(last, interactions.length, message?.author),
    message && section("Limits", nearness(message).map(bar)),
    section(message?.author.bot === false ? "Written" : "The bot sent", json(last?.answer && sameMessage(last.answer, said) ? last.answer : said ?? last?.answer ?? null), "sent"),
    last && section(interactions.length > 1 ? "The last interaction" : "The interaction", json(last.sent), "interaction"),
    first !== last && section("The first interaction", json(first.sent), "first"),
    last?.refused.length > 0 && section("Refused before", json(last.refused), "refused"),
  ];
}

// Whether the callback is what last made the message so, and not a later edit.
function sameMessage(answer, said) {
  return said === null || JSON.stringify(answer.data ?? null) === JSON.stringify(said);
}

function figures(last, count, author) {
  if (!last) return el("p", { class: "figures" }, author?.bot ? "Sent of the bot's own accord." : `Written by ${nameOf(author)}.`);
  const took = last.took_ms === null ? "no answer" : `${last.took_ms.toLocaleString("en")} ms`;
  const pairs = [["First answer", took]];
  if (last.settled_ms !== null && last.settled_ms !== last.took_ms) pairs.push(["Done after", `${last.settled_ms.toLocaleString("en")} ms`]);
  if (count > 1) pairs.push(["Interactions", String(count)]);
  return el("dl", { class: "figures" }, pairs.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

function bar({ name, used, of }) {
  const share = Math.min(1, used / of);
  const fill = el("span", { class: share >= NEAR ? "fill near" : "fill" });
  fill.style.inlineSize = `${share * 100}%`;
  return el("div", { class: "limit" },
    el("span", { class: "limit-name" }, name), el("span", { class: "limit-figure" }, `${used.toLocaleString("en")} of ${of.toLocaleString("en")}`),
    el("span", { class: "meter", role: "meter", "aria-label": name, "aria-valuemin": "0", "aria-valuemax": of, "aria-valuenow": used }, fill));
}

function section(title, children, name = null) {
  return el("section", { class: "inspector-section", "data-part": name }, el("h3", {}, title), children);
}

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

function json(value) {
  const text = JSON.stringify(value, null, 2);
  const code = el("code", {});
  let index = 0;
  for (const token of text.matchAll(TOKEN)) {
    code.append(text.slice(index, token.index));
    const kind = token[2] ? "key" : token[1] ? "text" : token[3] ? "word" : "number";
    const span = document.createElement("span");
    span.className = `json-${kind}`;
    span.textContent = token[1] ?? token[0];
    code.append(span, token[2] ?? "");
    index = token.index + token[0].length;
  }
  code.append(text.slice(index));
  const copy = iconButton("copy", "Copy", () => navigator.clipboard?.writeText(text));
  return el("div", { class: "json" }, copy, el("pre", { tabindex: "0", "aria-label": "JSON" }, code));
}

export function startInspector() {
  on("inspect", open);
  on("live:message", ({ message }) => shown?.message === message.id && open(shown));
  pane.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
}
