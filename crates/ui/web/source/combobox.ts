// A select with many options gets a field to find one by its letters. The select stays in the form and holds the value.
import { Choices } from "./choices.ts";
import { type Entry, matching } from "./entries.ts";
import { composes, each, element } from "./page.ts";

export function startComboboxes(): void {
  each<HTMLSelectElement>("select[data-combobox]", prepare);
}

function prepare(select: HTMLSelectElement): void {
  const field = element("input", "input");
  const list = element("div", "choices choices-below");
  const label = select.labels?.[0]?.textContent?.trim() ?? "";
  Object.assign(field, { type: "text", autocomplete: "off", spellcheck: false, dir: "auto", disabled: select.disabled });
  for (const name of ["id", "aria-describedby", "aria-invalid", "aria-keyshortcuts", "data-action"]) {
    const value = select.getAttribute(name);
    if (value !== null) field.setAttribute(name, value);
    select.removeAttribute(name);
  }
  field.setAttribute("role", "combobox");
  list.setAttribute("aria-label", label);
  select.hidden = true;
  select.required = false;
  select.after(field, list);
  const entries = [...select.options].map(entryOf);
  const reset = () => (field.value = select.selectedOptions[0]?.textContent?.trim() ?? "");
  const choices = new Choices(field, list, (entry) => {
    choices.hide();
    const changed = select.value !== entry.value;
    select.value = entry.value ?? "";
    reset();
    field.select();
    if (changed) select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  const open = (found: Entry[]) => choices.show(found, Math.max(0, found.findIndex(({ value }) => value === select.value)));
  field.addEventListener("input", () => choices.show(matching(entries, field.value)));
  field.addEventListener("focus", () => field.select());
  field.addEventListener("click", () => (choices.isOpen ? choices.hide() : open(entries)));
  field.addEventListener("keydown", (event) => {
    if (composes(event) || choices.isOpen || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    open(entries);
  });
  field.addEventListener("blur", () => {
    choices.hide();
    reset();
  });
  select.form?.addEventListener("reset", () => requestAnimationFrame(reset));
  reset();
}

function entryOf(option: HTMLOptionElement): Entry {
  const group = option.parentElement instanceof HTMLOptGroupElement ? option.parentElement.label : undefined;
  const { detail } = option.dataset;
  return { label: option.textContent?.trim() ?? "", value: option.value, ...(group && { group }), ...(detail && { detail }) };
}
