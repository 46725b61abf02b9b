// One message: who, what they used, the text, embeds, files, buttons, and whom it is for.

import { attachments } from "./attachment.js";
import { rows } from "./components.js";
import { el, icon, iconButton } from "./dom.js";
import { embed } from "./embed.js";
import { openMenu } from "./menu.js";
import { markdown } from "./rendered.js";
import { nameOf, state, tell } from "./store.js";
import { stamp, written } from "./time.js";

// So far apart on the wheel of colours are users with neighbouring ids, in degrees.
const HUES = 137;
const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;
const COMPONENT = 3;
const MESSAGE_COMMAND = 3;

export const NO_ANSWER = "The application did not respond";

export function isPrivate(message) {
  return (message.flags & EPHEMERAL) !== 0;
}

export function isLoading(message) {
  return (message.flags & LOADING) !== 0;
}

export function avatar(user) {
  const bot = user.id === state.world?.bot.id;
  const node = el("span", { class: bot ? "avatar bot" : "avatar", "aria-hidden": "true" }, nameOf(user).slice(0, 1));
  node.style.setProperty("--hue", `${(Number(user.id.slice(-4)) * HUES) % 360}`);
  return node;
}

function appTag(user) {
  return user.bot ? el("span", { class: "tag" }, "APP") : null;
}

// The line above an answer: who used which command.
function used(user, name) {
  return el("div", { class: "reference" }, avatar(user), el("span", {}, el("span", { class: "name" }, nameOf(user)), " used ",
    el("span", { class: "used" }, name)));
}

// A command as it shows: those of a message's menu have no slash.
function shownName(by) {
  return by.command_type === MESSAGE_COMMAND ? by.name : `/${by.name}`;
}

// What the message answers: a command that somebody used, or another message.
function reference(message) {
  const by = message.interaction_metadata;
  if (by?.name) {
    return used(by.user, shownName(by));
  }
  const to = by?.interacted_message_id ?? message.message_reference?.message_id;
  if (!to) return null;
  const what = by?.type === COMPONENT ? "a press on a message" : "a message";
  const go = () => tell("show-message", to);
  return el("div", { class: "reference" }, by ? [avatar(by.user), el("span", { class: "name" }, nameOf(by.user)), " "] : null,
    el("button", { type: "button", class: "plain", on: { click: go } }, `in answer to ${what}`));
}

// The head of a message that has none of its own: one that was sent and not answered.
export function pending(user, name) {
  return el("div", { class: "message pending", role: "article" },
    used(user, name),
    avatar(state.world.bot),
    el("div", { class: "message-main" },
      el("div", { class: "message-head" }, el("span", { class: "author" }, nameOf(state.world.bot)), appTag(state.world.bot)),
      el("div", { class: "thinking" }, "Sending command…")));
}

function thinking() {
  return el("div", { class: "thinking" }, el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")),
    `${nameOf(state.world.bot)} is thinking…`);
}

// `actions.dismiss` takes a private message away; `actions.failed` says that the deferred answer never came.
export function messageNode(message, actions) {
  const mine = isPrivate(message);
  const inspect = () => tell("inspect", { message: message.id });
  const menu = (event) => openMenu(event, message);
  const tools = el("div", { class: "tools", role: "group", "aria-label": "Message actions" },
    iconButton("code", "Inspect", inspect),
    iconButton("more", "More", menu, { "aria-haspopup": "menu" }));
  return el("div", {
    class: `message${mine ? " private" : ""}`, role: "article", "data-id": message.id, tabindex: "-1",
    "aria-label": `${nameOf(message.author)}, ${stamp(message.timestamp)}`,
    on: { contextmenu: menu },
  },
  reference(message),
  avatar(message.author),
  el("div", { class: "message-main" },
    el("div", { class: "message-head" },
      el("span", { class: "author" }, nameOf(message.author)), appTag(message.author),
      el("time", { class: "when", datetime: message.timestamp, title: written(Date.parse(message.timestamp), "F") },
        stamp(message.timestamp))),
    isLoading(message) ? (actions.failed ? failure() : thinking()) : body(message),
    mine && el("div", { class: "only-you" }, icon("eye"), "Only you can see this • ",
      el("button", { type: "button", class: "link", on: { click: () => actions.dismiss(message.id) } }, "Dismiss message"))),
  tools);
}

function failure() {
  return el("div", { class: "failure", role: "alert" }, NO_ANSWER);
}

function body(message) {
  return [
    message.content && el("div", { class: "content md" }, markdown(message.content),
      message.edited_timestamp && el("span", { class: "edited" }, " (edited)")),
    message.embeds.map((data) => embed(data, message.attachments)),
    attachments(message),
    rows(message),
  ];
}

// What the asker sees where no answer came: to nobody else, and with the way to see what happened.
export function failedNode(user, name, interaction, dismiss) {
  const node = pending(user, name);
  node.classList.remove("pending");
  node.classList.add("private");
  node.querySelector(".thinking").replaceWith(failure());
  const inspect = () => tell("inspect", { interaction });
  node.querySelector(".message-main").append(el("div", { class: "only-you" }, icon("eye"), "Only you can see this • ",
    el("button", { type: "button", class: "link", on: { click: () => { node.remove(); dismiss(); } } }, "Dismiss message"),
    interaction && [" • ", el("button", { type: "button", class: "link", on: { click: inspect } }, "Inspect")]));
  return node;
}
