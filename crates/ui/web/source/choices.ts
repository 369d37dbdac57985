// A list to choose from below a text field (the combobox pattern of ARIA): the focus stays in the field, arrows move
// the choice, Enter or Tab takes it, Escape closes.
import type { Entry } from "./entries.ts";
import { capsOf } from "./help.ts";
import { composes, element, icon } from "./page.ts";

let lists = 0;

/** One list and its field. */
export class Choices {
  readonly list: HTMLElement;
  readonly #field: HTMLElement;
  readonly #choose: (entry: Entry) => void;
  readonly #stays: boolean;
  #entries: Entry[] = [];
  #active = -1;

  /** `stays` for a list that is always open, as the palette's. */
  constructor(field: HTMLElement, list: HTMLElement, choose: (entry: Entry) => void, stays = false) {
    this.list = list;
    this.#field = field;
    this.#choose = choose;
    this.#stays = stays;
    list.id ||= `choices-${(lists += 1)}`;
    list.setAttribute("role", "listbox");
    list.hidden = !stays;
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-autocomplete", "list");
    this.#expand(stays);
    field.addEventListener("keydown", (event) => this.#key(event), { capture: true });
    // A press must not take the focus out of the field.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => this.#take(this.#index(event.target)));
    list.addEventListener("pointermove", (event) => this.#mark(this.#index(event.target)));
  }

  get isOpen(): boolean {
    return !this.list.hidden && this.#entries.length > 0;
  }

  /** Shows entries, the given one marked; without any the list closes. */
  show(entries: Entry[], marked = 0): void {
    this.#entries = entries;
    this.list.replaceChildren(...grouped(entries, this.list.id));
    const open = this.#stays || entries.length > 0;
    this.list.hidden = !open;
    this.#expand(open);
    this.#mark(entries.length ? marked : -1);
  }

  hide(): void {
    this.show([]);
  }

  /** A text area has no such state; its list is known by the marked option. */
  #expand(open: boolean): void {
    if (this.#field.role === "combobox") this.#field.setAttribute("aria-expanded", String(open));
  }

  #key(event: KeyboardEvent): void {
    if (!this.isOpen || composes(event)) return;
    const last = this.#entries.length - 1;
    if (event.key === "ArrowDown") this.#mark(this.#active >= last ? 0 : this.#active + 1);
    else if (event.key === "ArrowUp") this.#mark(this.#active <= 0 ? last : this.#active - 1);
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && this.#active >= 0) this.#take(this.#active);
    else if (event.key === "Tab" && !this.#stays && !event.shiftKey && this.#active >= 0) this.#take(this.#active);
    else if (event.key === "Escape" && !this.#stays) this.hide();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #index(target: EventTarget | null): number {
    const option = target instanceof Element ? target.closest<HTMLElement>("[role=option]") : null;
    return option ? Number(option.dataset["index"]) : -1;
  }

  #mark(index: number): void {
    if (index < 0 && this.#entries.length) return;
    this.#active = index;
    for (const option of this.list.querySelectorAll<HTMLElement>("[role=option]")) {
      const isActive = Number(option.dataset["index"]) === index;
      option.setAttribute("aria-selected", String(isActive));
      if (!isActive) continue;
      this.#field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
    if (index < 0) this.#field.removeAttribute("aria-activedescendant");
  }

  #take(index: number): void {
    const entry = this.#entries[index];
    if (entry) this.#choose(entry);
  }
}

/** The options, each group of neighbours under its heading. */
function grouped(entries: Entry[], id: string): HTMLElement[] {
  const parts: HTMLElement[] = [];
  let group: HTMLElement | undefined;
  entries.forEach((entry, index) => {
    if (index === 0 || entry.group !== entries[index - 1]?.group) {
      group = entry.group === undefined ? undefined : groupOf(entry.group, `${id}-group-${index}`);
      if (group) parts.push(group);
    }
    const option = optionOf(entry, `${id}-${index}`, index);
    if (group) group.append(option);
    else parts.push(option);
  });
  return parts;
}

function groupOf(name: string, id: string): HTMLElement {
  const group = element("div", "choices-group");
  const heading = element("div", "choices-heading", name);
  heading.id = id;
  heading.setAttribute("role", "presentation");
  group.setAttribute("role", "group");
  group.setAttribute("aria-labelledby", id);
  group.append(heading);
  return group;
}

function optionOf(entry: Entry, id: string, index: number): HTMLElement {
  const option = element("div", "choice-option");
  option.id = id;
  option.dataset["index"] = String(index);
  option.setAttribute("role", "option");
  if (entry.icon) option.append(icon(entry.icon));
  const label = element("span", "choice-label", entry.label);
  label.dir = "auto";
  option.append(label);
  if (entry.detail) {
    const detail = element("span", "choice-detail", entry.detail);
    detail.dir = "auto";
    option.append(detail);
  }
  if (entry.keys) {
    const keys = element("span", "shortcut");
    keys.append(...capsOf(entry.keys));
    option.append(keys);
  }
  return option;
}
