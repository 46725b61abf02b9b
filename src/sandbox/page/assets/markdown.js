// Discord's markdown by lines: headings, lists, quotes, code. Gives plain data; inline.js reads what is inside a line.

import { inline } from "./inline.js";

const FENCE = /```(?:([A-Za-z0-9_+\-.#]+)\n)?\n?([\s\S]*?)\n?```/g;
const HEADING = /^(#{1,3})\s+(\S.*)$/;
const SMALL = /^-#\s+(\S.*)$/;
const ITEM = /^( *)(?:([-*])|(\d{1,9})\.)\s+(\S.*)$/;
const QUOTE = /^> (.*)$/;
const LONG_QUOTE = /^>>> ([\s\S]*)$/;

// The blocks of a text.
export function blocks(text, quoted = false) {
  const out = [];
  let from = 0;
  for (const fence of text.matchAll(FENCE)) {
    if (text[fence.index - 1] === "\\" || !fence[2].trim()) continue;
    // The line breaks around a block of code are its own.
    out.push(...byLines(text.slice(from, fence.index).replace(/\n$/, ""), quoted));
    out.push({ type: "code-block", language: fence[1] ?? "", text: fence[2] });
    from = fence.index + fence[0].length;
    if (text[from] === "\n") from += 1;
  }
  if (from < text.length) out.push(...byLines(text.slice(from), quoted));
  return out;
}

function byLines(text, quoted) {
  if (!text) return [];
  const out = [];
  const lines = text.split("\n");
  let run = [];
  const flush = () => {
    if (run.length) out.push({ type: "lines", children: inline(run.join("\n")) });
    run = [];
  };
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i];
    const long = quoted ? null : lines.slice(i).join("\n").match(LONG_QUOTE);
    if (long && line.startsWith(">>> ")) {
      flush();
      out.push({ type: "quote", children: blocks(long[1], true) });
      break;
    }
    if (!quoted && QUOTE.test(line)) {
      flush();
      const inside = [];
      while (i < lines.length && QUOTE.test(lines[i])) inside.push(lines[i++].match(QUOTE)[1]);
      i -= 1;
      out.push({ type: "quote", children: blocks(inside.join("\n"), true) });
      continue;
    }
    const heading = line.match(HEADING);
    const small = line.match(SMALL);
    if (heading || small) {
      flush();
      if (heading) out.push({ type: "heading", level: heading[1].length, children: inline(heading[2]) });
      else out.push({ type: "small", children: inline(small[1]) });
      continue;
    }
    if (ITEM.test(line)) {
      flush();
      const items = [];
      while (i < lines.length && ITEM.test(lines[i])) items.push(item(lines[i++]));
      i -= 1;
      out.push(...lists(items));
      continue;
    }
    run.push(line);
  }
  flush();
  return out;
}

function item(line) {
  const [, indent, bullet, number, text] = line.match(ITEM);
  return { indent: indent.length, ordered: !bullet, start: Number(number ?? 1), children: inline(text) };
}

// Lists out of lines: what is indented further belongs to the item before it.
function lists(items) {
  const out = [];
  let i = 0;
  while (i < items.length) {
    const { indent, ordered, start } = items[i];
    const list = { type: "list", ordered, start, items: [] };
    while (i < items.length && items[i].indent <= indent && items[i].ordered === ordered) {
      const { children } = items[i];
      i += 1;
      const below = [];
      while (i < items.length && items[i].indent > indent) below.push(items[i++]);
      list.items.push({ children, lists: lists(below) });
    }
    out.push(list);
  }
  return out;
}
