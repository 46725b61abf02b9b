// Discord's markdown inside a line, as plain data: texts, and nodes `{type, …}`. rendered.js makes elements of it.

// Nothing is read deeper than this; what stands there is text.
const DEEPEST = 12;
const PUNCTUATION = /[!-/:-@[-`{-~]/;
const WORD = /[\p{L}\p{N}_]/u;

// What begins with each of these, the longer mark first.
const MARKS = {
  "*": [["**", "strong"], ["*", "em"]],
  _: [["__", "underline"], ["_", "em"]],
  "~": [["~~", "strike"]],
  "|": [["||", "spoiler"]],
};

// What begins with `<`.
const ANGLED = [
  [/<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y, (m) => ({ type: "time", at: Number(m[1]) * 1000, style: m[2] ?? "f" })],
  [/<@!?(\d{1,20})>/y, (m) => ({ type: "user", id: m[1] })],
  [/<@&(\d{1,20})>/y, (m) => ({ type: "role", id: m[1] })],
  [/<#(\d{1,20})>/y, (m) => ({ type: "channel", id: m[1] })],
  [/<\/([-_ \p{L}\p{N}]{1,100}):(\d{1,20})>/uy, (m) => ({ type: "command", name: m[1] })],
  [/<a?:(\w{2,32}):(\d{1,20})>/y, (m) => ({ type: "emoji", name: m[1] })],
  [/<(https?:\/\/[^\s<>]+)>/y, (m) => link(m[1], [m[1]])],
];

function at(pattern, text, index) {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

// A link to the web; any other scheme is none.
function link(address, children, title) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  return { type: "link", href: url.href, children, title };
}

// `rules.links` says whether masked links are read, as in descriptions and not in titles.
export function inline(text, rules = { links: true }, depth = 0) {
  const out = [];
  let plain = "";
  let index = 0;
  while (index < text.length) {
    const token = depth < DEEPEST ? begins(text, index, rules, depth) : null;
    if (token === null) {
      plain += text[index];
      index += 1;
    } else if (typeof token.node === "string") {
      plain += token.node;
      index = token.end;
    } else {
      if (plain) out.push(plain);
      plain = "";
      out.push(token.node);
      index = token.end;
    }
  }
  if (plain) out.push(plain);
  return out;
}

function begins(text, index, rules, depth) {
  switch (text[index]) {
    case "\n":
      return { node: { type: "break" }, end: index + 1 };
    case "\\":
      return PUNCTUATION.test(text[index + 1] ?? "") ? { node: text[index + 1], end: index + 2 } : null;
    case "`":
      return code(text, index);
    case "<":
      return angled(text, index);
    case "[":
      return rules.links ? masked(text, index, rules, depth) : null;
    case "h":
      return bare(text, index, rules);
    case "@":
      return everyone(text, index);
    default:
      return MARKS[text[index]] ? marked(text, index, rules, depth) : null;
  }
}

// Code ends at as many backticks as it began with.
function code(text, index) {
  const fence = at(/`+/y, text, index)[0];
  for (const end of text.slice(index + fence.length).matchAll(/`+/g)) {
    if (end[0].length !== fence.length) continue;
    const from = index + fence.length;
    const inner = text.slice(from, from + end.index);
    const trimmed = /^ .*\S.* $|^ `|` $/s.test(inner) ? inner.replace(/^ | $/g, "") : inner;
    return { node: { type: "code", text: trimmed }, end: from + end.index + fence.length };
  }
  return { node: fence, end: index + fence.length };
}

function angled(text, index) {
  for (const [pattern, make] of ANGLED) {
    const found = at(pattern, text, index);
    const node = found && make(found);
    if (node) return { node, end: index + found[0].length };
  }
  return null;
}

// `[text](https://… "title")`. A text that is itself an address could lie about where it leads, so it stays text.
function masked(text, index, rules, depth) {
  const close = bracket(text, index);
  if (close < 0 || text[close + 1] !== "(") return null;
  const label = text.slice(index + 1, close);
  const target = /\(\s*<?(https?:\/\/[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?:\s+"([^"\n]*)")?\s*\)/iy;
  const found = at(target, text, close + 1);
  if (!found || !label.trim() || /https?:\/\//i.test(label)) return null;
  const node = link(found[1], inline(label, { links: false }, depth + 1), found[2]);
  return node && { node, end: close + 1 + found[0].length };
}

// Where the bracket that opens here closes.
function bracket(text, index) {
  let open = 0;
  for (let i = index; i < text.length; i += 1) {
    if (text[i] === "\\") i += 1;
    else if (text[i] === "[") open += 1;
    else if (text[i] === "]") {
      open -= 1;
      if (open === 0) return i;
    }
  }
  return -1;
}

// An address by itself, without the punctuation that ends the sentence.
function bare(text, index, rules) {
  if (rules.links === false || WORD.test(text[index - 1] ?? "")) return null;
  const found = at(/https?:\/\/[^\s<>]+/y, text, index);
  if (!found) return null;
  let address = found[0].replace(/\]\(.*$/, "").replace(/[.,:;!?"'\]*_~|]+$/, "");
  while (address.endsWith(")") && address.split("(").length < address.split(")").length) address = address.slice(0, -1);
  const node = link(address, [address]);
  return node && { node, end: index + address.length };
}

function everyone(text, index) {
  const found = at(/@(everyone|here)\b/y, text, index);
  return found && { node: { type: "everyone", name: found[0] }, end: index + found[0].length };
}

function marked(text, index, rules, depth) {
  for (const [mark, type] of MARKS[text[index]]) {
    const end = text.startsWith(mark, index) ? closing(text, index, mark) : -1;
    if (end < 0) continue;
    const children = inline(text.slice(index + mark.length, end), rules, depth + 1);
    return { node: { type, children }, end: end + mark.length };
  }
  return null;
}

// Where the mark that opens here closes, or -1.
function closing(text, index, mark) {
  const single = mark.length === 1;
  const first = index + mark.length;
  if (single && /\s/.test(text[first] ?? " ")) return -1;
  if (mark === "_" && WORD.test(text[index - 1] ?? "")) return -1;
  for (let i = first; i < text.length; i += 1) {
    if (text[i] === "\\") i += 1;
    else if (text[i] === "`") i = code(text, i).end - 1;
    else if (text.startsWith(mark, i)) {
      let run = 1;
      while (text[i + run] === mark[0]) run += 1;
      // Of a longer run the last ones close; a pair by itself belongs to the double mark.
      const end = i + run - mark.length;
      const spaced = single && /\s/.test(text[i - 1]);
      const inWord = mark === "_" && WORD.test(text[end + 1] ?? "");
      if (i > first && !(single && run === 2) && !spaced && !inWord) return end;
      i += run - 1;
    }
  }
  return -1;
}
