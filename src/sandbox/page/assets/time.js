// Times as Discord shows them, in the reader's language and zone, by the sandbox's clock.

import { locale, state } from "./store.js";

export function now() {
  return Date.now() + state.ahead;
}

const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { day: "2-digit", month: "2-digit", year: "numeric" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};

export function written(ms, style = "f") {
  return new Intl.DateTimeFormat(locale(), STYLES[style] ?? STYLES.f).format(new Date(ms));
}

const UNITS = [["year", 31_536_000], ["month", 2_592_000], ["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]];

export function relative(ms, from = now()) {
  const seconds = Math.round((ms - from) / 1000);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(Math.trunc(seconds / size), unit);
}

function sameDay(one, other) {
  return new Date(one).toDateString() === new Date(other).toDateString();
}

// The time beside a message's author: of today only the hour.
export function stamp(iso) {
  const ms = Date.parse(iso);
  return sameDay(ms, now()) ? written(ms, "t") : `${written(ms, "d")} ${written(ms, "t")}`;
}

// The day that a line across the channel shows.
export function dayOf(iso) {
  return written(Date.parse(iso), "D");
}
