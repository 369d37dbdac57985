// `?` shows which keys do what on this page, as they are bound now.
import { command, commandKeys, keyed } from "./keyboard.ts";
import { caps } from "./keys.ts";
import { element } from "./page.ts";

export function startHelp(): void {
  command("help", "?", show);
}

function show(): boolean {
  const template = document.querySelector<HTMLTemplateElement>("#shortcuts-template");
  const dialog = template?.content.firstElementChild?.cloneNode(true);
  if (!(dialog instanceof HTMLDialogElement)) return false;
  for (const row of dialog.querySelectorAll<HTMLElement>("[data-shortcut-of]")) {
    const keys = commandKeys(row.dataset["shortcutOf"] ?? "");
    if (keys) row.querySelector("dd")?.replaceChildren(...capsOf(keys));
    else row.remove();
  }
  const here = dialog.querySelector<HTMLElement>("[data-shortcuts-here]");
  const known = new Set<string>();
  for (const { element: target, keys } of keyed()) {
    const name = nameOf(target);
    if (!name || known.has(name)) continue;
    known.add(name);
    here?.append(entry(name, keys));
  }
  if (here) here.closest<HTMLElement>("section")!.hidden = known.size === 0;
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return true;
}

/** The name that a reader knows an element by. */
export function nameOf(target: HTMLElement): string {
  const label = (target as HTMLInputElement).labels?.[0] ?? target.closest("label");
  const text = target.getAttribute("aria-label") ?? target.querySelector(".nav-label")?.textContent ?? label?.textContent ?? target.textContent ?? "";
  return text.replace(/\s+/g, " ").trim();
}

/** The keys of a binding as pictures of keys. */
export function capsOf(keys: string): HTMLElement[] {
  const isMac = navigator.platform.startsWith("Mac");
  return caps(keys, isMac).map((key) => element("kbd", "", key));
}

function entry(name: string, keys: string): HTMLElement {
  const row = element("div");
  const value = element("dd");
  value.append(...capsOf(keys));
  row.append(element("dt", "", name), value);
  return row;
}
