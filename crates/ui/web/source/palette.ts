// Ctrl-K (Command-K), while typing too: everything this page can do and every place to go, found by a few letters; what the page itself
// does not know (tickets, people, articles) comes from the server.
import { Choices } from "./choices.ts";
import { type Entry, Source, matching } from "./entries.ts";
import { nameOf as labelOf } from "./help.ts";
import { command, keyed, press } from "./keyboard.ts";
import { filled } from "./page.ts";

/** A pause this long in typing sends a question to the server. */
const PAUSE = 120;

export function startPalette(): void {
  const dialog = document.querySelector<HTMLDialogElement>("dialog[data-palette]");
  const field = dialog?.querySelector<HTMLInputElement>("input");
  const list = dialog?.querySelector<HTMLElement>("[data-palette-list]");
  if (!dialog || !field || !list) return;
  const palette = new Palette(dialog, field, list);
  command("palette", "Control+k", () => palette.toggle(), true);
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-open-palette]")) palette.open();
  });
}

class Palette {
  readonly #dialog: HTMLDialogElement;
  readonly #field: HTMLInputElement;
  readonly #choices: Choices;
  readonly #source: Source | undefined;
  #here: Entry[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(dialog: HTMLDialogElement, field: HTMLInputElement, list: HTMLElement) {
    this.#dialog = dialog;
    this.#field = field;
    this.#choices = new Choices(field, list, (entry) => this.#run(entry), true);
    const { url } = dialog.dataset;
    this.#source = url ? new Source(url) : undefined;
    field.addEventListener("input", () => this.#search());
    dialog.addEventListener("click", (event) => {
      // A click on the backdrop is a click on the dialog itself.
      if (event.target === dialog) dialog.close();
    });
  }

  /** Opens, or closes again; not over another dialog. */
  toggle(): boolean {
    if (this.#dialog.open) this.#dialog.close();
    else if (document.querySelector("dialog[open]")) return false;
    else this.open();
    return true;
  }

  open(): void {
    this.#here = [...this.#actions(), ...this.#places()];
    this.#field.value = "";
    this.#dialog.showModal();
    this.#search();
  }

  /** What the page can do now: all that has keys or asks to be listed. */
  #actions(): Entry[] {
    const group = this.#dialog.dataset["actions"] ?? "";
    const listed = [...document.querySelectorAll<HTMLElement>("[data-palette-entry]")].filter((one) => one.checkVisibility());
    const withKeys = keyed().filter(({ element }) => !element.matches(".nav-entry"));
    const keys = new Map(withKeys.map((one) => [one.element, one.keys]));
    const targets = [...new Set([...withKeys.map((one) => one.element), ...listed])];
    return targets.map((target) => entryOf(target, group, keys.get(target))).filter((entry) => entry.label);
  }

  /** The places of the navigation. */
  #places(): Entry[] {
    const group = this.#dialog.dataset["places"] ?? "";
    const keys = new Map(keyed().map((one) => [one.element, one.keys]));
    const links = [...document.querySelectorAll<HTMLElement>("a.nav-entry")];
    return links.map((link) => entryOf(link, group, keys.get(link)));
  }

  #search(): void {
    const text = this.#field.value.trim();
    const local = matching(this.#here, text);
    const search = text && this.#dialog.dataset["search"] ? [this.#searchFor(text)] : [];
    this.#show([...local, ...search]);
    clearTimeout(this.#timer);
    if (!this.#source) return;
    this.#timer = setTimeout(() => void this.#askServer(text, local, search), text ? PAUSE : 0);
  }

  /** The server's entries stand below the page's own; a ticket named by its key stands first. */
  async #askServer(text: string, local: Entry[], search: Entry[]): Promise<void> {
    const found = await this.#source?.find(text);
    if (!found || this.#field.value.trim() !== text || !this.#dialog.open) return;
    const isKey = /^[\p{Letter}]+-\d+$/u.test(text);
    this.#show(isKey ? [...found, ...local, ...search] : [...local, ...found, ...search]);
  }

  #show(entries: Entry[]): void {
    this.#choices.show(entries);
    const nothing = this.#dialog.querySelector<HTMLElement>("[data-palette-nothing]");
    if (nothing) nothing.hidden = entries.length > 0;
  }

  #searchFor(text: string): Entry {
    const { search = "", searchFor, places = "" } = this.#dialog.dataset;
    return { label: filled(searchFor, { text }), href: search + encodeURIComponent(text), icon: "search", group: places };
  }

  #run(entry: Entry): void {
    this.#dialog.close();
    if (entry.run) entry.run();
    else if (entry.href) location.assign(entry.href);
  }
}

function entryOf(target: HTMLElement, group: string, keys: string | undefined): Entry {
  const icon = (target.closest("label") ?? target).querySelector("use")?.getAttribute("href")?.split("#")[1];
  return { label: labelOf(target), group, run: () => press(target), ...(icon && { icon }), ...(keys && { keys }) };
}
