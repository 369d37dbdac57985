// Single keys: those of commands, and those that elements of the page carry (`aria-keyshortcuts`, for sequences
// `data-keys`). All are off while somebody types, an input method composes, or a dialog is open.
import { keysOf, singleKeysOn } from "./bindings.ts";
import { Sequence, nameOf, normalized } from "./keys.ts";
import { composes, takesText } from "./page.ts";

/** Something keys can do that no element of the page stands for. */
export interface Command {
  action: string;
  keys: string;
  /** Answers whether there was anything to do. */
  run: () => boolean;
  /** Works while somebody types, too; only for keys with Control. */
  always: boolean;
}

const commands: Command[] = [];
const sequence = new Sequence();

/** Gives a command its keys. */
export function command(action: string, keys: string, run: () => boolean, always = false): void {
  commands.push({ action, keys, run, always });
}

/** The keys of a command as the reader has them. */
export function commandKeys(action: string): string {
  return keysOf(action, commands.find((one) => one.action === action)?.keys ?? "");
}

/** The elements with keys that can be pressed now, with those keys. */
export function keyed(): { element: HTMLElement; keys: string }[] {
  const all = [...document.querySelectorAll<HTMLElement>("[aria-keyshortcuts], [data-keys]")];
  return all
    .filter((element) => (element.closest("label") ?? element).checkVisibility() && !element.matches(":disabled"))
    .map((element) => ({ element, keys: keysOf(element.dataset["action"], proposed(element)) }))
    .filter(({ keys }) => keys !== "");
}

/** What a page proposes for an element; of several ARIA shortcuts the first counts. */
function proposed(element: HTMLElement): string {
  return element.dataset["keys"] ?? element.getAttribute("aria-keyshortcuts")?.split(/\s+/)[0] ?? "";
}

/** Presses a button, follows a link, opens a menu, or goes into a field. */
export function press(target: HTMLElement): void {
  if (takesText(target)) {
    target.focus();
    if (target instanceof HTMLInputElement) target.select();
    return;
  }
  target.click();
  if (target.matches("summary")) target.parentElement?.querySelector<HTMLElement>(":is(a, button, input):not(summary *)")?.focus();
}

export function startKeyboard(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || composes(event)) return;
    if (event.key === "Escape" && takesText(event.target)) (event.target as HTMLElement).blur();
    const name = nameOf(event);
    const isSingle = !/^(Control|Alt)\+/.test(name);
    const isBusy = takesText(event.target) || document.querySelector("dialog[open]") !== null;
    if (isSingle && (isBusy || !singleKeysOn())) return;
    if (isBusy ? runAlways(name) : handle(name, event.timeStamp)) event.preventDefault();
  });
}

function runAlways(name: string): boolean {
  return commands.some(({ action, keys, run, always }) => always && normalized(keysOf(action, keys)) === name && run());
}

function handle(name: string, at: number): boolean {
  const elements = keyed();
  const bound = [...elements.map(({ keys }) => keys), ...commands.map(({ action, keys }) => keysOf(action, keys))];
  const found = sequence.press(name, at, bound);
  if (found === undefined || found === "waiting") return found === "waiting";
  const fits = (keys: string) => normalized(keys) === found.binding;
  const target = elements.find(({ keys }) => fits(keys));
  if (target) press(target.element);
  return target !== undefined || commands.some(({ action, keys, run }) => fits(keysOf(action, keys)) && run());
}
