// Lists by keyboard: j and k move, Enter opens, x selects, Shift-X selects up to here; a click with Shift does the same.
import { command } from "./keyboard.ts";
import { announce, each, filled } from "./page.ts";

export function startLists(): void {
  command("next", "j", () => move(1));
  command("previous", "k", () => move(-1));
  command("select", "x", () => select(false));
  command("select-range", "Shift+X", () => select(true));
  document.addEventListener("click", (event) => {
    const box = boxAt(event.target);
    if (box && event.shiftKey) range(box);
    else if (box) mark(box);
  });
  document.addEventListener("change", (event) => {
    const list = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-selection]") : null;
    if (list) count(list);
  });
  each<HTMLElement>("[data-selection]", prepareSelection);
  document.addEventListener("htmx:after:swap", () => document.querySelectorAll<HTMLElement>("[data-selection]").forEach(count));
}

/** The rows that can be seen, each with its first link. */
function rows(): { row: HTMLElement; link: HTMLElement }[] {
  return [...document.querySelectorAll<HTMLElement>("[data-list] [data-row]")].flatMap((row) => {
    const link = row.querySelector<HTMLElement>("a[href]");
    return link?.checkVisibility() ? [{ row, link }] : [];
  });
}

/** Goes to the next or previous row; the first step goes to the open row or the first one. */
function move(step: number): boolean {
  const all = rows();
  const here = all.findIndex(({ row }) => row.contains(document.activeElement));
  const start = here >= 0 ? here : all.findIndex(({ link }) => link.getAttribute("aria-current") === "true");
  const next = all[start < 0 ? 0 : Math.min(Math.max(start + step, 0), all.length - 1)];
  next?.link.focus();
  next?.row.scrollIntoView({ block: "nearest" });
  return next !== undefined;
}

/** Selects the row with the focus, or all from the last selected one to it. */
function select(upToHere: boolean): boolean {
  const box = document.activeElement?.closest("[data-row]")?.querySelector<HTMLInputElement>("input[data-select]");
  if (!box) return false;
  box.checked = upToHere || !box.checked;
  if (upToHere) range(box);
  else mark(box);
  box.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

function boxAt(target: EventTarget | null): HTMLInputElement | undefined {
  return target instanceof HTMLInputElement && target.matches("input[data-select]") ? target : undefined;
}

/** Where the next range begins. */
function mark(box: HTMLInputElement): void {
  for (const other of boxes(box)) delete other.dataset["last"];
  box.dataset["last"] = "true";
}

function range(box: HTMLInputElement): void {
  const all = boxes(box);
  const [from, to] = [all.findIndex((other) => other.dataset["last"] === "true"), all.indexOf(box)];
  if (from >= 0) for (const between of all.slice(Math.min(from, to), Math.max(from, to) + 1)) between.checked = box.checked;
  mark(box);
}

function boxes(box: HTMLInputElement): HTMLInputElement[] {
  return [...(box.closest("[data-list]")?.querySelectorAll<HTMLInputElement>("input[data-select]") ?? [])];
}

/** The bar above a list: how many are selected, all of the page, all that match, none. */
function prepareSelection(form: HTMLElement): void {
  const every = form.querySelector<HTMLInputElement>("[data-select-page]");
  every?.addEventListener("change", () => {
    for (const box of form.querySelectorAll<HTMLInputElement>("input[data-select]")) box.checked = every.checked;
  });
  form.querySelector("[data-select-none]")?.addEventListener("click", () => clear(form));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && form.querySelector("input[data-select]:checked")) clear(form);
  });
  count(form);
}

/** Nothing is selected any more. */
export function clear(form: HTMLElement): void {
  for (const box of form.querySelectorAll<HTMLInputElement>("input[data-select], [data-select-page], [data-select-all]")) box.checked = false;
  count(form);
}

function count(form: HTMLElement): void {
  const all = [...form.querySelectorAll<HTMLInputElement>("input[data-select]")];
  const chosen = all.filter((box) => box.checked).length;
  const place = form.querySelector<HTMLElement>("[data-selected]");
  const matching = form.querySelector<HTMLInputElement>("[data-select-all]");
  const every = form.querySelector<HTMLInputElement>("[data-select-page]");
  if (every) [every.checked, every.indeterminate] = [chosen > 0 && chosen === all.length, chosen > 0 && chosen < all.length];
  if (matching && chosen < all.length) matching.checked = false;
  const offer = matching?.closest<HTMLElement>("[data-offer]");
  if (offer) offer.hidden = chosen === 0 || chosen < all.length;
  if (!place) return;
  const number = matching?.checked ? matching.dataset["total"] ?? "" : chosen;
  const text = filled(place.dataset["selected"], { count: number });
  if (text === place.textContent) return;
  place.textContent = text;
  if (chosen) announce(text);
}
