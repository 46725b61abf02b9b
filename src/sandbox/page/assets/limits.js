// How near a message is to what Discord allows.

import { state } from "./store.js";

const length = (text) => [...(text ?? "")].length;
const most = (numbers) => Math.max(0, ...numbers);

// The characters of an embed that count towards the limit of all embeds together.
function sizeOf(embed) {
  const fields = (embed.fields ?? []).map((field) => length(field.name) + length(field.value));
  return length(embed.title) + length(embed.description) + length(embed.footer?.text) + length(embed.author?.name)
    + fields.reduce((sum, size) => sum + size, 0);
}

// The limits that the message comes near to at all: `{name, used, of}`.
export function nearness(message) {
  const { limits } = state.world;
  const embeds = message.embeds ?? [];
  const fields = embeds.flatMap((embed) => embed.fields ?? []);
  const rows = message.components ?? [];
  const parts = rows.flatMap((row) => row.components ?? []);
  const all = [
    ["Characters of all embeds", embeds.reduce((sum, embed) => sum + sizeOf(embed), 0), limits.embed_total],
    ["Characters of the description", most(embeds.map((embed) => length(embed.description))), limits.description],
    ["Characters of the title", most(embeds.map((embed) => length(embed.title))), limits.title],
    ["Fields of an embed", most(embeds.map((embed) => embed.fields?.length ?? 0)), limits.fields],
    ["Characters of the longest field", most(fields.map((field) => length(field.value))), limits.field_value],
    ["Characters of the text", length(message.content), limits.content],
    ["Rows of buttons and menus", rows.length, limits.rows],
    ["Options of a menu", most(parts.map((part) => part.options?.length ?? 0)), limits.options],
    ["Characters of the longest custom_id", most(parts.map((part) => length(part.custom_id))), limits.custom_id],
  ];
  return all.filter(([, used]) => used > 0).map(([name, used, of]) => ({ name, used, of }));
}
