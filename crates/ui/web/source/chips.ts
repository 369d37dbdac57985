// A field of addresses as chips. The field of the form stays what it is, a text with commas; here it is shown in pieces
// that can be removed one by one, with suggestions from the server.
import { looksRight, parts, same, split } from "./addresses.ts";
import { Choices } from "./choices.ts";
import { Source } from "./entries.ts";
import { composes, each, element, filled, icon } from "./page.ts";

export function startChips(): void {
  each<HTMLElement>("[data-chips]", (frame) => {
    const field = frame.querySelector<HTMLInputElement>("input[name]");
    if (field && !field.readOnly) new Chips(frame, field);
  });
}

class Chips {
  readonly #frame: HTMLElement;
  /** What the form sends. */
  readonly #field: HTMLInputElement;
  /** Where is typed. */
  readonly #input = element("input", "chips-input");
  readonly #list = element("ul", "chips-list");
  readonly #choices: Choices | undefined;

  constructor(frame: HTMLElement, field: HTMLInputElement) {
    [this.#frame, this.#field] = [frame, field];
    this.#dress();
    const { url } = frame.dataset;
    if (url) this.#choices = this.#suggest(new Source(url));
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#input.addEventListener("paste", (event) => this.#paste(event));
    this.#input.addEventListener("blur", () => this.#finish());
    this.#list.addEventListener("click", ({ target }) => {
      const chip = target instanceof Element && target.closest("button") ? target.closest<HTMLElement>("[data-address]") : null;
      if (chip) this.#remove(chip);
      if (target === this.#list) this.#input.focus();
    });
    this.#list.addEventListener("keydown", (event) => this.#chipKey(event));
    field.form?.addEventListener("formdata", (event) => event.formData.set(field.name, this.value()));
    field.addEventListener("input", () => this.#draw());
    this.#draw();
  }

  /** The typing field takes the place, the name and the label of the form's. */
  #dress(): void {
    const [field, input] = [this.#field, this.#input];
    for (const name of ["id", "placeholder", "aria-describedby", "aria-invalid", "aria-label"]) {
      const value = field.getAttribute(name);
      if (value !== null) input.setAttribute(name, value);
    }
    field.removeAttribute("id");
    field.type = "hidden";
    Object.assign(input, { type: "text", autocomplete: "off", spellcheck: false, dir: "ltr" });
    input.setAttribute("enterkeyhint", "done");
    const place = element("li", "chips-place");
    place.append(input);
    this.#list.append(place);
    field.after(this.#list);
  }

  #suggest(source: Source): Choices {
    const list = element("div", "choices choices-below");
    list.setAttribute("aria-label", this.#frame.dataset["suggestions"] ?? "");
    this.#frame.append(list);
    this.#input.setAttribute("role", "combobox");
    const choices = new Choices(this.#input, list, (entry) => {
      this.#add(entry.value ?? entry.label);
      choices.hide();
    });
    this.#input.addEventListener("input", async () => {
      const text = this.#input.value.trim();
      const found = text.length > 1 ? await source.find(text) : [];
      const known = this.#addresses();
      if (found && this.#input.value.trim() === text) choices.show(found.filter(({ value, label }) => !known.some((one) => same(one, value ?? label))));
    });
    return choices;
  }

  #addresses(): string[] {
    return [...this.#list.querySelectorAll<HTMLElement>("[data-address]")].map((chip) => chip.dataset["address"] ?? "");
  }

  /** What the form shall send: the chips, and what is typed but not yet finished. */
  value(): string {
    return [...this.#addresses(), ...split(this.#input.value)].join(", ");
  }

  #draw(): void {
    for (const chip of this.#list.querySelectorAll("[data-address]")) chip.remove();
    for (const address of split(this.#field.value)) this.#input.parentElement?.before(this.#chip(address));
  }

  #chip(address: string): HTMLElement {
    const { name, address: plain } = parts(address);
    const chip = element("li", "chip");
    chip.dataset["address"] = address;
    chip.title = address;
    if (!looksRight(address)) chip.setAttribute("data-wrong", this.#frame.dataset["wrong"] ?? "");
    const text = element("span", "chip-text", name || plain);
    text.dir = "auto";
    const remove = element("button", "chip-remove");
    remove.type = "button";
    remove.tabIndex = -1;
    const wrong = looksRight(address) ? "" : `${this.#frame.dataset["wrong"] ?? ""}: `;
    remove.setAttribute("aria-label", wrong + filled(this.#frame.dataset["remove"], { name: name || plain }));
    remove.append(icon("x"));
    chip.append(text, remove);
    return chip;
  }

  #add(text: string): void {
    const known = this.#addresses();
    const fresh = split(text).filter((one, index, all) => !known.some((old) => same(old, one)) && all.findIndex((other) => same(other, one)) === index);
    this.#input.value = "";
    this.#store([...known, ...fresh]);
  }

  #remove(chip: HTMLElement): void {
    const next = chip.nextElementSibling?.querySelector<HTMLElement>("button, input") ?? this.#input;
    const all = this.#addresses();
    all.splice([...this.#list.querySelectorAll("[data-address]")].indexOf(chip), 1);
    chip.remove();
    this.#store(all, false);
    next.focus();
  }

  #store(addresses: string[], draw = true): void {
    this.#field.value = addresses.join(", ");
    if (draw) this.#draw();
    this.#field.form?.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Leaving the field finishes what is typed. */
  #finish(): void {
    this.#choices?.hide();
    if (this.#input.value.trim()) this.#add(this.#input.value);
  }

  #key(event: KeyboardEvent): void {
    if (composes(event) || event.ctrlKey || event.metaKey) return;
    const text = this.#input.value;
    const isOpen = (text.match(/"/g) ?? []).length % 2 === 1;
    // Enter finishes an address; it never sends the form by accident.
    if (event.key === "Enter" || (/^[,;，；、]$/.test(event.key) && !isOpen)) this.#add(text);
    else if ((event.key === "Backspace" || event.key === "ArrowLeft") && this.#input.selectionEnd === 0) this.#chips().at(-1)?.focus();
    else return;
    event.preventDefault();
  }

  #chips(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>("[data-address] button")];
  }

  /** Arrows walk over the chips, Backspace and Delete remove one. */
  #chipKey(event: KeyboardEvent): void {
    const all = this.#chips();
    const here = all.indexOf(event.target as HTMLElement);
    const chip = all[here]?.closest<HTMLElement>("[data-address]");
    if (!chip) return;
    const forward = getComputedStyle(this.#list).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (event.key === "Backspace" || event.key === "Delete") this.#remove(chip);
    else if (event.key === "ArrowLeft" || event.key === "ArrowRight") (all[here + (event.key === forward ? 1 : -1)] ?? this.#input).focus();
    else return;
    event.preventDefault();
  }

  #paste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (split(text).length < 2) return;
    event.preventDefault();
    this.#add(text);
  }
}
