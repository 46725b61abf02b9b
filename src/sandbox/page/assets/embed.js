// Embeds: colour, author, title, description, fields, pictures, footer.

import { picture } from "./attachment.js";
import { el } from "./dom.js";
import { markdown, oneLine } from "./rendered.js";
import { stamp } from "./time.js";

// Inline fields stand side by side, three to a row, or two beside a thumbnail.
const A_ROW = 3;
const A_ROW_BESIDE = 2;

// An embed of a message; `attachments` are those it may show.
export function embed(data, attachments = []) {
  const body = el("div", { class: "embed-body" },
    data.author && el("div", { class: "embed-author" }, linked(data.author.url, [data.author.name])),
    data.title && el("div", { class: "embed-title" }, linked(data.url, oneLine(data.title))),
    data.description && el("div", { class: "embed-description md" }, markdown(data.description)),
    fields(data));
  const node = el("article", { class: "embed", "aria-label": `Embed: ${data.title ?? data.author?.name ?? "without a title"}` },
    body,
    data.thumbnail && el("div", { class: "embed-thumbnail" }, picture(data.thumbnail, attachments)),
    data.image && el("div", { class: "embed-image" }, picture(data.image, attachments)),
    footer(data));
  if (Number.isInteger(data.color)) {
    node.style.setProperty("--embed", `#${data.color.toString(16).padStart(6, "0")}`);
  }
  return node;
}

function linked(address, children) {
  const safe = typeof address === "string" && /^https?:\/\//i.test(address);
  return safe ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, children) : children;
}

function fields(data) {
  if (!data.fields?.length) return null;
  const most = data.thumbnail ? A_ROW_BESIDE : A_ROW;
  const rows = [];
  for (const field of data.fields) {
    const last = rows.at(-1);
    if (field.inline && last?.inline && last.fields.length < most) last.fields.push(field);
    else rows.push({ inline: field.inline === true, fields: [field] });
  }
  return el("div", { class: "embed-fields" }, rows.map((row) => {
    const node = el("div", { class: "embed-row" }, row.fields.map(field));
    node.style.setProperty("--columns", row.fields.length);
    return node;
  }));
}

function field(data) {
  return el("div", { class: "embed-field" },
    el("div", { class: "embed-field-name" }, oneLine(data.name)),
    el("div", { class: "embed-field-value md" }, markdown(data.value)));
}

function footer(data) {
  const parts = [];
  if (data.footer?.text) parts.push(data.footer.text);
  if (data.timestamp) parts.push(el("time", { datetime: data.timestamp }, stamp(data.timestamp)));
  if (!parts.length) return null;
  return el("div", { class: "embed-footer" }, parts.flatMap((part, at) => (at ? [" • ", part] : [part])));
}
