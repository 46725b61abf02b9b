// Links to a command: `#/partners?place=Tianjin`, with a subcommand `#/deep/group/sub?text=…`.

// The command that an address names, or null.
export function parse(hash) {
  const found = hash.match(/^#?\/([^?]+)(?:\?(.*))?$/u);
  if (!found) return null;
  let name;
  try {
    name = found[1].split("/").filter(Boolean).map(decodeURIComponent).join(" ");
  } catch {
    return null;
  }
  return { name, options: Object.fromEntries(new URLSearchParams(found[2] ?? "")) };
}

// The address of a command and the texts in its options.
export function make(name, options) {
  const path = name.split(" ").map(encodeURIComponent).join("/");
  const query = new URLSearchParams(Object.entries(options)).toString();
  return `#/${path}${query ? `?${query}` : ""}`;
}

// The command as it is typed.
export function typed({ name, options }) {
  return [`/${name}`, ...Object.entries(options).map(([option, value]) => `${option}:${value}`)].join(" ");
}
