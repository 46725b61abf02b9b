// The beginning: takes the key, asks what exists, and puts the parts together.

import { startChannel } from "./channel.js";
import { clockButton } from "./clock.js";
import { startComposer } from "./composer.js";
import { el, icon, iconButton, replace } from "./dom.js";
import { startInspector } from "./inspector.js";
import { get, listen, takeKey, watch } from "./net.js";
import { parse } from "./permalink.js";
import { runLinked } from "./sending.js";
import { startSidebar, toggleSidebar } from "./sidebar.js";
import { change, channelName, guild, on, state, tell } from "./store.js";
import { applyTheme } from "./theme.js";

const LOCKED = "This page needs the key of the running playground. Open the address that it printed in the terminal.";
const STOPPED = "The playground has stopped. Start it again, and open the address that it prints.";
const ALONE = "The bot is not connected.";

function banner(text) {
  const node = document.getElementById("banner");
  node.textContent = text ?? "";
  node.hidden = !text;
}

function topbar() {
  const side = iconButton("menu", "Channels and settings", () => toggleSidebar(), { id: "side-button", class: "icon-button side-button",
    "aria-expanded": "false", "aria-controls": "sidebar" });
  const name = el("h2", { class: "channel-name", id: "channel-name" });
  const show = () => {
    replace(name, icon(guild() ? "hash" : "at"), channelName());
    document.title = `#${channelName()} – ${state.world.bot.global_name} playground`;
  };
  on("eyes", show);
  show();
  document.getElementById("topbar").append(side, name, el("span", { class: "space" }), clockButton());
}

// What the address names is filled in and not sent: whoever made the link does not press Enter in another's name.
function openLink() {
  const link = parse(location.hash);
  if (link) tell("compose", link);
}

function live() {
  let linked = false;
  let reached = true;
  on("live:clock", ({ ahead_ms }) => change("clock", { ahead: ahead_ms }));
  on("live:bot", ({ connected }) => {
    change("bot", { connected });
    banner(connected ? null : ALONE);
  });
  on("live:channel", ({ commands }) => take(commands));
  on("live:commands", ({ commands }) => take(commands));
  on("net", (open) => {
    if (open !== reached) banner(open ? null : STOPPED);
    reached = open;
  });
  // Before channel.js shows the channel it must know what is offered there.
  function take(commands) {
    change("commands", { commands });
    if (linked || !commands.length) return;
    linked = true;
    openLink();
  }
  addEventListener("hashchange", () => {
    // The printed address of this run or, with another key, of a new one.
    if (takeKey()) openLink();
    else location.reload();
  });
  on("eyes", watch);
  on("run", async (example) => {
    try {
      await runLinked(example);
    } catch (error) {
      tell("complain", error.message);
    }
  });
}

async function start() {
  applyTheme();
  if (!takeKey()) return banner(LOCKED);
  try {
    state.world = await get("world");
  } catch (error) {
    return banner(error.status === 403 ? LOCKED : error.message);
  }
  [state.user] = state.world.users;
  state.channel = state.world.guilds[0]?.channels[0]?.id ?? state.user.dm;
  state.ahead = state.world.clock.ahead_ms;
  live();
  startChannel();
  startSidebar();
  topbar();
  startComposer();
  startInspector();
  listen();
  tell("focus-composer");
  return undefined;
}

start();
