// Forms that the bot asks to be filled in.

import { el, freshId, icon } from "./dom.js";
import { act } from "./net.js";
import { nameOf, state } from "./store.js";

const LONG = 2;
const MOST = 4000;

// Opens the form of an outcome; submitting it may not lead to another.
export function openForm({ interaction, form }) {
  const inputs = form.components.flatMap((row) => row.components).map(input);
  const wrong = el("p", { class: "failure", role: "alert", hidden: true });
  const title = freshId("form");
  const submit = el("button", { type: "submit", class: "button primary" }, "Submit");
  const close = () => dialog.close();
  const dialog = el("dialog", { class: "form", "aria-labelledby": title },
    el("form", { method: "dialog", novalidate: true },
      el("header", { class: "form-head" }, el("h2", { id: title }, form.title),
        el("button", { type: "button", class: "icon-button", "aria-label": "Close", on: { click: close } }, icon("close"))),
      el("p", { class: "form-note" }, `This form goes to ${nameOf(state.world.bot)}.`),
      inputs.map((part) => part.node), wrong,
      el("footer", { class: "form-foot" },
        el("button", { type: "button", class: "button secondary", on: { click: close } }, "Cancel"), submit)));
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const bad = inputs.filter((part) => !part.check());
    if (bad.length) return bad[0].field.focus();
    submit.disabled = true;
    try {
      const values = Object.fromEntries(inputs.map((part) => [part.name, part.field.value]));
      const outcome = await act("form", { interaction, values });
      if (!outcome.error) return close();
      wrong.textContent = "Something went wrong. Try again.";
    } catch (error) {
      wrong.textContent = error.message;
    }
    wrong.hidden = false;
    submit.disabled = false;
    return undefined;
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  inputs[0]?.field.focus();
}

function input(data) {
  const id = freshId("input");
  const least = data.min_length ?? 0;
  const most = data.max_length ?? MOST;
  const required = data.required !== false;
  const wrong = el("span", { class: "wrong", id: `${id}-wrong` });
  const field = el(data.style === LONG ? "textarea" : "input", { id, class: "field", placeholder: data.placeholder ?? null,
    maxlength: most, rows: data.style === LONG ? 4 : null, "aria-required": String(required),
    "aria-describedby": `${id}-wrong`, "data-custom-id": data.custom_id });
  field.value = data.value ?? "";
  const check = () => {
    const length = [...field.value].length;
    let why = "";
    if (length === 0 && required) why = "This field is required";
    else if (length > 0 && length < least) why = `At least ${least} characters`;
    wrong.textContent = why;
    field.setAttribute("aria-invalid", String(why !== ""));
    return why === "";
  };
  field.addEventListener("input", () => wrong.textContent && check());
  const node = el("div", { class: "form-input" },
    el("label", { for: id }, data.label, required && el("span", { class: "star", "aria-hidden": "true" }, " *")), field, wrong);
  return { node, field, check, name: data.custom_id };
}
