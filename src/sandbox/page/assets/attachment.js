// Files and pictures. Those that came with the message are shown; what lies elsewhere is named and not fetched.

import { el, icon } from "./dom.js";
import { fileAddress } from "./net.js";

const ATTACHED = "attachment://";

// The picture of an embed: an attachment of the message, or the name of what lies elsewhere.
export function picture({ url, description }, attachments) {
  const name = url?.startsWith(ATTACHED) ? url.slice(ATTACHED.length) : null;
  const found = name !== null && attachments.find((attachment) => attachment.filename === name);
  if (found) return image(found, description);
  return el("span", { class: "elsewhere", title: url ?? "" }, icon("eye"),
    name !== null ? `${name} was not sent along` : `A picture at ${hostOf(url)}`);
}

function hostOf(url) {
  try {
    return new URL(url).host;
  } catch {
    return "an address that is none";
  }
}

function image(attachment, description) {
  const alt = attachment.description ?? description ?? attachment.filename;
  return el("img", { class: "picture", src: fileAddress(attachment.id), alt, loading: "lazy" });
}

// Whether an embed of the message shows this attachment, which then does not stand by itself.
function usedBy(embeds, { filename }) {
  const shown = embeds.flatMap((embed) => [embed.image, embed.thumbnail, embed.footer, embed.author]);
  return shown.some((part) => [part?.url, part?.icon_url].includes(ATTACHED + filename));
}

export function attachments(message) {
  const own = message.attachments.filter((attachment) => !usedBy(message.embeds, attachment));
  return own.map((attachment) => (attachment.content_type?.startsWith("image/")
    ? image(attachment)
    : el("a", { class: "file", href: fileAddress(attachment.id), download: attachment.filename }, icon("file"),
      el("span", { class: "file-name" }, attachment.filename),
      el("span", { class: "file-size" }, sizeOf(attachment.size)))));
}

function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  const kilo = bytes / 1024;
  return kilo < 1024 ? `${kilo.toFixed(1)} KB` : `${(kilo / 1024).toFixed(1)} MB`;
}
