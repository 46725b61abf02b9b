// Dark or light: as the system has it, until the reader chooses.

import { iconButton } from "./dom.js";

const KEPT = "playground-theme";

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : !matchMedia("(prefers-color-scheme: light)").matches;
}

export function applyTheme() {
  const chosen = localStorage.getItem(KEPT);
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
}

export function themeButton() {
  const button = iconButton("moon", "", () => {
    const next = isDark() ? "light" : "dark";
    localStorage.setItem(KEPT, next);
    document.documentElement.dataset.theme = next;
    show();
  });
  const show = () => {
    const label = isDark() ? "Switch to light" : "Switch to dark";
    button.setAttribute("aria-label", label);
    button.title = label;
  };
  show();
  return button;
}
