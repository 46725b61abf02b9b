// The side: channels, who one is, in which languages, dark or light.

import { el, icon, replace } from "./dom.js";
import { avatar } from "./message.js";
import { post } from "./net.js";
import { change, guild, locale, nameOf, on, state, tell } from "./store.js";
import { themeButton } from "./theme.js";

// Discord's languages.
const LOCALES = ["en-US", "en-GB", "bg", "cs", "da", "de", "el", "es-419", "es-ES", "fi", "fr", "hi", "hr", "hu", "id", "it",
  "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk", "vi", "zh-CN", "zh-TW"];

const side = document.getElementById("sidebar");

export function toggleSidebar(open) {
  const shown = document.body.classList.toggle("side-open", open);
  document.getElementById("side-button")?.setAttribute("aria-expanded", String(shown));
  if (shown) side.querySelector("button")?.focus();
}

function go(channel) {
  change("eyes", { channel });
  toggleSidebar(false);
  tell("focus-composer");
}

function channelButton(id, name, sign) {
  const here = id === state.channel;
  return el("li", {}, el("button", { type: "button", class: here ? "place here" : "place", "aria-current": here ? "page" : null,
    on: { click: () => go(id) } }, icon(sign), name));
}

function become(user) {
  const own = state.world.users.some((known) => known.dm === state.channel);
  change("eyes", { user, locale: null, channel: own ? user.dm : state.channel });
}

function people() {
  return el("fieldset", { class: "people" }, el("legend", {}, "You are"), state.world.users.map((user) => {
    const chosen = user.id === state.user.id;
    return el("label", { class: chosen ? "person chosen" : "person" },
      el("input", { type: "radio", name: "user", value: user.id, checked: chosen, on: { change: () => become(user) } }),
      avatar(user), el("span", { class: "person-name" }, nameOf(user),
        el("span", { class: "person-role" }, user.manages ? "moderator" : "member")));
  }));
}

function languages(label, chosen, choose) {
  const known = LOCALES.includes(chosen) ? LOCALES : [chosen, ...LOCALES];
  const names = new Intl.DisplayNames(["en"], { type: "language" });
  return el("label", { class: "language" }, el("span", {}, label),
    el("select", { class: "field", on: { change: (event) => choose(event.target.value) } },
      known.map((code) => el("option", { value: code, selected: code === chosen }, `${names.of(code)}`))));
}

async function guildLanguage(code) {
  const here = guild() ?? state.world.guilds[0];
  try {
    await post("guild", { guild: here.id, locale: code });
    here.locale = code;
  } catch (error) {
    tell("complain", error.message);
  }
}

function draw() {
  const focused = side.contains(document.activeElement) ? document.activeElement.value ?? document.activeElement.textContent : null;
  const here = guild() ?? state.world.guilds[0];
  replace(side,
    el("header", { class: "side-head" }, el("h1", {}, here?.name ?? "Playground"), themeButton()),
    el("div", { class: "side-body" },
      state.world.guilds.map((known) => [
        el("h2", {}, state.world.guilds.length > 1 ? known.name : "Channels"),
        el("ul", { class: "places" }, known.channels.map((channel) => channelButton(channel.id, channel.name, "hash")))]),
      el("h2", {}, "In private"),
      el("ul", { class: "places" }, channelButton(state.user.dm, nameOf(state.world.bot), "at"))),
    el("footer", { class: "side-foot" }, people(),
      languages("Your language", locale(), (code) => change("language", { locale: code })),
      here && languages("The server's language", here.locale, guildLanguage)));
  // What had the focus was drawn anew.
  const again = [...side.querySelectorAll("button, input, select")].find((node) => focused && (node.value === focused || node.textContent === focused));
  again?.focus();
}

export function startSidebar() {
  draw();
  on("eyes", draw);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("side-open")) toggleSidebar(false);
  });
  addEventListener("pointerdown", (event) => {
    const button = document.getElementById("side-button");
    if (!side.contains(event.target) && !button?.contains(event.target)) toggleSidebar(false);
  });
}
