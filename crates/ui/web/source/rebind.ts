// The form where a reader chooses their own keys. A field takes the keys that are pressed in it, Backspace empties it,
// Escape and Tab leave it. This browser remembers what differs from what is proposed.
import { type Bindings, own, remember, singleKeysOn, turnSingleKeys } from "./bindings.ts";
import { collisions, mayBind, nameOf } from "./keys.ts";
import { composes, each, filled } from "./page.ts";
import { toast } from "./toast.ts";

/** A second key within this many milliseconds makes a sequence. */
const SEQUENCE = 1200;

export function startRebinding(): void {
  each<HTMLFormElement>("form[data-key-form]", prepare);
}

function prepare(form: HTMLFormElement): void {
  const fields = [...form.querySelectorAll<HTMLInputElement>("[data-key-of]")];
  const single = form.querySelector<HTMLInputElement>("[data-single-keys]");
  const chosen = own();
  for (const field of fields) field.value = chosen[actionOf(field)] ?? field.defaultValue;
  if (single) single.checked = singleKeysOn();
  single?.addEventListener("change", () => turnSingleKeys(single.checked));
  for (const field of fields) listen(field, () => check(form, fields));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (check(form, fields)) return;
    remember(Object.fromEntries(changed(fields)));
    toast(form.dataset["saved"] ?? "");
  });
  form.addEventListener("reset", () => {
    remember({});
    requestAnimationFrame(() => check(form, fields));
  });
  check(form, fields);
}

function actionOf(field: HTMLInputElement): string {
  return field.dataset["keyOf"] ?? "";
}

function changed(fields: HTMLInputElement[]): [string, string][] {
  return fields.filter((field) => field.value !== field.defaultValue).map((field) => [actionOf(field), field.value]);
}

function listen(field: HTMLInputElement, changed: () => void): void {
  let last = 0;
  field.addEventListener("keydown", (event) => {
    if (composes(event) || event.key === "Tab" || event.key === "Escape" || event.key === "Enter") return;
    event.preventDefault();
    const name = nameOf(event);
    if (event.key === "Backspace" || event.key === "Delete") field.value = "";
    else if (!mayBind(name)) return;
    else field.value = field.value && !field.value.includes(" ") && event.timeStamp - last < SEQUENCE ? `${field.value} ${name}` : name;
    last = event.timeStamp;
    changed();
  });
}

/** Says at each field which other has the same keys; answers whether any has. */
function check(form: HTMLFormElement, fields: HTMLInputElement[]): boolean {
  const bindings: Bindings = Object.fromEntries(fields.map((field) => [actionOf(field), field.value]));
  const found = collisions(bindings);
  const labels = new Map(fields.map((field) => [actionOf(field), field.labels?.[0]?.textContent?.trim() ?? ""]));
  for (const field of fields) {
    const other = found.get(actionOf(field));
    const error = other === undefined ? "" : filled(form.dataset["taken"], { action: labels.get(other) ?? "" });
    const place = document.getElementById(field.getAttribute("aria-describedby") ?? "");
    field.toggleAttribute("aria-invalid", error !== "");
    if (error) field.setAttribute("aria-invalid", "true");
    if (place) place.textContent = error;
  }
  return found.size > 0;
}
