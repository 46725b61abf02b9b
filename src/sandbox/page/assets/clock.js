// The clock: what time it is for the bot, and how to turn it.

import { el, icon, replace } from "./dom.js";
import { post } from "./net.js";
import { change, channelName, on, state } from "./store.js";
import { now } from "./time.js";

const EVERY = 1000;
const DAY = 86_400_000;
const TURNED = 2000;

const utc = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
const SHORT = utc({ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
const LONG = utc({ weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" });

// How a run to the next post ended, in words.
const ENDED = {
  "the bot waits for no time": "The bot waits for no time: nothing of its own accord is due.",
  "nothing within 400 days": "Nothing is due within 400 days.",
};

export function clockButton() {
  const text = el("span", { class: "clock-text" });
  const button = el("button", { type: "button", class: "clock-button", "aria-haspopup": "dialog", "aria-expanded": "false" },
    icon("clock"), text);
  const panel = clockPanel(button);
  const show = () => {
    const turned = Math.abs(state.ahead) > TURNED;
    text.textContent = SHORT.format(now());
    button.classList.toggle("turned", turned);
    button.setAttribute("aria-label", `The bot's clock: ${LONG.format(now())} UTC${turned ? ", turned" : ""}`);
    panel.show();
  };
  setInterval(show, EVERY);
  on("clock", show);
  show();
  return el("div", { class: "clock" }, button, panel.node);
}

function clockPanel(button) {
  const time = el("p", { class: "clock-now" });
  const field = el("input", { type: "datetime-local", class: "field", id: "clock-field", step: "60" });
  const said = el("p", { class: "clock-said", role: "status" });
  const turn = async (body) => {
    said.textContent = body.to === "next post" ? "Running…" : "";
    try {
      const { ran } = await post("clock", body);
      replace(said, ran ? ending(ran) : "");
    } catch (error) {
      said.textContent = error.message;
    }
    field.value = forField();
  };
  const deed = (name, body) => el("button", { type: "button", class: "button secondary", on: { click: () => turn(body) } }, name);
  const set = (event) => {
    event.preventDefault();
    if (field.value) turn({ to: `${field.value.slice(0, 16)}:00Z` });
  };
  const node = el("div", { class: "panel", role: "dialog", "aria-label": "The bot's clock", hidden: true },
    el("h2", {}, "The bot's clock"), time,
    el("form", { class: "clock-form", on: { submit: set } },
      el("label", { for: "clock-field" }, "Date and time (UTC)"), field,
      el("button", { type: "submit", class: "button primary" }, "Set")),
    el("div", { class: "clock-deeds" },
      deed("A day back", { days: -1 }), deed("A day on", { days: 1 }), deed("Until the next post", { to: "next post" }),
      deed("Back to now", { to: "now" })),
    said);
  const close = () => {
    node.hidden = true;
    button.setAttribute("aria-expanded", "false");
  };
  button.addEventListener("click", () => {
    if (!node.hidden) return close();
    node.hidden = false;
    button.setAttribute("aria-expanded", "true");
    field.value = forField();
    said.textContent = "";
    return field.focus();
  });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
    button.focus();
  });
  addEventListener("pointerdown", (event) => {
    if (!node.contains(event.target) && !button.contains(event.target)) close();
  });
  const show = () => {
    time.textContent = `${LONG.format(now())} UTC${distance()}`;
  };
  return { node, show };
}

// What came of a run to the next post; where it is, is one press away.
function ending({ ended, channel }) {
  if (channel === null) return ENDED[ended] ?? ended;
  return ["It has posted in ", el("button", { type: "button", class: "link", on: { click: () => change("eyes", { channel }) } },
    `#${channelName(channel)}`), "."];
}

function forField() {
  return new Date(now()).toISOString().slice(0, 16);
}

function distance() {
  if (Math.abs(state.ahead) <= TURNED) return "";
  const days = Math.round(Math.abs(state.ahead) / DAY);
  const way = state.ahead > 0 ? "ahead" : "behind";
  return days ? ` (${days} ${days === 1 ? "day" : "days"} ${way})` : ` (turned ${way})`;
}
