// Elements for the data that markdown.js and inline.js give.

import { el } from "./dom.js";
import { inline } from "./inline.js";
import { blocks } from "./markdown.js";
import { nameOf, state, tell } from "./store.js";
import { relative, written } from "./time.js";

// A text with everything: descriptions, the values of fields, messages.
export function markdown(text) {
  return blocks(text).map(block);
}

// A single line without links: titles, the names of fields.
export function oneLine(text) {
  return spans(inline(text, { links: false }));
}

function block(node) {
  switch (node.type) {
    case "heading":
      // Headings of an embed are not headings of the page.
      return el("div", { class: `md-heading md-h${node.level}`, role: "heading", "aria-level": node.level + 3 },
        spans(node.children));
    case "small":
      return el("div", { class: "md-small" }, spans(node.children));
    case "list":
      return list(node);
    case "quote":
      return el("blockquote", { class: "md-quote" }, node.children.map(block));
    case "code-block":
      return el("pre", { class: "md-pre", tabindex: "0", "aria-label": node.language || "Code" },
        el("code", {}, node.text));
    default:
      return el("div", { class: "md-lines" }, node.children.length ? spans(node.children) : el("br"));
  }
}

function list(node) {
  const items = node.items.map((item) => el("li", {}, spans(item.children), item.lists.map(list)));
  return el(node.ordered ? "ol" : "ul", { class: "md-list", start: node.ordered ? node.start : null }, items);
}

function spans(nodes) {
  return nodes.map(span);
}

const ELEMENTS = { strong: "strong", em: "em", underline: "u", strike: "s" };

function span(node) {
  if (typeof node === "string") return node;
  if (ELEMENTS[node.type]) return el(ELEMENTS[node.type], {}, spans(node.children));
  switch (node.type) {
    case "break":
      return el("br");
    case "code":
      return el("code", { class: "md-code" }, node.text);
    case "spoiler":
      return spoiler(node);
    case "link":
      return el("a", { href: node.href, target: "_blank", rel: "noopener noreferrer", title: node.title ?? null },
        spans(node.children));
    case "time":
      return time(node);
    case "emoji":
      return `:${node.name}:`;
    case "command":
      return el("button", { type: "button", class: "mention", on: { click: () => tell("compose", { name: node.name }) } },
        `/${node.name}`);
    default:
      return el("span", { class: "mention" }, mentioned(node));
  }
}

function mentioned(node) {
  const { world } = state;
  const found = (list) => list?.find((known) => known.id === node.id);
  switch (node.type) {
    case "user":
      return `@${nameOf(found([world?.bot, ...(world?.users ?? [])].filter(Boolean)) ?? { username: "unknown-user" })}`;
    case "role":
      return `@${found(world?.guilds.flatMap((guild) => guild.roles))?.name ?? "unknown-role"}`;
    case "channel":
      return `#${found(world?.guilds.flatMap((guild) => guild.channels))?.name ?? "unknown"}`;
    default:
      return node.name;
  }
}

function time({ at, style }) {
  const shown = new Date(at);
  if (Number.isNaN(shown.getTime())) return "Invalid date";
  const text = style === "R" ? relative(at) : written(at, style);
  return el("time", { class: "md-time", datetime: shown.toISOString(), title: written(at, "F") }, text);
}

// Hidden until it is asked for, from those who listen as well.
function spoiler(node) {
  const inside = el("span", { class: "md-hidden", "aria-hidden": "true" }, spans(node.children));
  inside.inert = true;
  const show = () => {
    shell.classList.add("shown");
    shell.removeAttribute("role");
    shell.removeAttribute("tabindex");
    shell.removeAttribute("aria-label");
    inside.removeAttribute("aria-hidden");
    inside.inert = false;
  };
  const onKey = (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      show();
    }
  };
  const shell = el("span", { class: "md-spoiler", role: "button", tabindex: "0", "aria-label": "Spoiler: show it",
    on: { click: show, keydown: onKey } }, inside);
  return shell;
}
