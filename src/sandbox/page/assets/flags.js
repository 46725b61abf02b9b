// Flags: as emoji where the system's fonts have them, and as the country's letters where not.

const FLAG = /[\u{1F1E6}-\u{1F1FF}]{2}/gu;
const FIRST_LETTER = 0x1f1e6;

let known;

// A font that has flags draws the two letters of one narrower than one after the other.
function systemHasFlags() {
  if (known === undefined) {
    const pen = document.createElement("canvas").getContext("2d");
    const width = (text) => pen.measureText(text).width;
    known = pen !== null && width("\u{1F1E9}\u{1F1EA}") < (width("\u{1F1E9}") + width("\u{1F1EA}")) * 0.8;
  }
  return known;
}

// The nodes of a text: itself, or where the system has no flags, its parts and the letters between them.
export function withFlags(text, hasFlags = systemHasFlags()) {
  if (hasFlags || !text.match(FLAG)) return [document.createTextNode(text)];
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(FLAG)) {
    if (found.index > from) nodes.push(document.createTextNode(text.slice(from, found.index)));
    const letters = [...found[0]].map((letter) => String.fromCharCode(letter.codePointAt(0) - FIRST_LETTER + 65));
    const flag = document.createElement("span");
    flag.className = "flag";
    flag.textContent = letters.join("");
    nodes.push(flag);
    from = found.index + found[0].length;
  }
  if (from < text.length) nodes.push(document.createTextNode(text.slice(from)));
  return nodes;
}
