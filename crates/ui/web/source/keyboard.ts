// Single keys: j and k move through a list, Enter opens, `?` explains, and every `aria-keyshortcuts` works.
// All of them are off while somebody types or an input method composes.
import { takesText } from "./page.ts";

export function startKeyboard(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape" && takesText(event.target)) (event.target as HTMLElement).blur();
    if (event.ctrlKey || event.metaKey || event.altKey || takesText(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (handle(event.key)) event.preventDefault();
  });
}

function handle(key: string): boolean {
  if (key === "j" || key === "k") return move(key === "j" ? 1 : -1);
  if (key === "?") return explain();
  const target = visible(`[aria-keyshortcuts~="${CSS.escape(key)}"]`);
  if (target) press(target);
  return target !== undefined;
}

function visible(selector: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(selector)].find((element) => (element.closest("label") ?? element).checkVisibility());
}

/** Goes to the next or previous row; the first step goes to the open row or the first one. */
function move(step: number): boolean {
  const links = [...document.querySelectorAll<HTMLElement>("[data-list] [data-row] a[href]")].filter((link) => link.checkVisibility());
  const rows = links.filter((link, index) => link.closest("[data-row]") !== links[index - 1]?.closest("[data-row]"));
  const here = rows.findIndex((link) => link.closest("[data-row]")?.contains(document.activeElement));
  const current = rows.findIndex((link) => link.getAttribute("aria-current") === "true");
  const start = here >= 0 ? here : current;
  const next = rows[start < 0 ? 0 : Math.min(Math.max(start + step, 0), rows.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return next !== undefined;
}

/** Presses a button, follows a link, chooses an option, or goes into a field. */
function press(target: HTMLElement): void {
  if (takesText(target)) {
    target.focus();
    if (target instanceof HTMLInputElement) target.select();
  } else {
    target.click();
  }
}

/** Shows which keys do what on this page. */
function explain(): boolean {
  const template = document.querySelector<HTMLTemplateElement>("#shortcuts-template");
  const dialog = template?.content.firstElementChild?.cloneNode(true);
  if (!(dialog instanceof HTMLDialogElement)) return false;
  const list = dialog.querySelector("[data-shortcuts]");
  for (const element of document.querySelectorAll<HTMLElement>("[aria-keyshortcuts]")) list?.prepend(entry(element));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return true;
}

function entry(element: HTMLElement): HTMLElement {
  const name = element.getAttribute("aria-label")
    ?? (element as HTMLInputElement).labels?.[0]?.textContent
    ?? element.closest("label")?.textContent
    ?? element.textContent
    ?? "";
  const keys = (element.getAttribute("aria-keyshortcuts") ?? "").split(/[+\s]/);
  const row = document.createElement("div");
  const term = document.createElement("dt");
  const value = document.createElement("dd");
  term.textContent = name.trim();
  value.append(...keys.map((key) => Object.assign(document.createElement("kbd"), { textContent: key })));
  row.append(term, value);
  return row;
}
