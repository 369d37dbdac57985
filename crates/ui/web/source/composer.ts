// Where replies and notes are written: ways to send, marks, a preview, menus, a draft that is never lost, and a question
// before something is sent that was not meant so.
import { complete } from "./complete.ts";
import { type Draft, Saver, kept, shelf, words } from "./draft.ts";
import { fill } from "./htmx.ts";
import { type Mark, marked } from "./markdown.ts";
import { composes, each, filled } from "./page.ts";
import { askHtml } from "./request.ts";
import { filesOf } from "./upload.ts";
import { gaps, promisesFile } from "./warnings.ts";
import { replace } from "./write.ts";

const MARK_KEYS: Record<string, Mark> = { b: "bold", i: "italic", e: "code" };

export function startComposer(): void {
  each<HTMLFormElement>("form[data-composer]", (form) => {
    const field = form.querySelector<HTMLTextAreaElement>("textarea[name=body]");
    if (field) new Composer(form, field);
  });
  addEventListener("beforeunload", (event) => {
    const written = [...document.querySelectorAll<HTMLTextAreaElement>("[data-composer]:not([aria-busy]) textarea[data-dirty]")];
    if (written.some((field) => field.value.trim() !== "" && !isSafe(field.form))) event.preventDefault();
  });
}

/** The server has all of it, so that leaving loses nothing. */
function isSafe(form: HTMLFormElement | null): boolean {
  return form?.querySelector<HTMLElement>("[data-draft]")?.dataset["state"] === "saved";
}

class Composer {
  readonly #form: HTMLFormElement;
  readonly #field: HTMLTextAreaElement;
  #saver: Saver | undefined;
  /** What the writer has been asked about and sends all the same. */
  #confirmed = "";

  constructor(form: HTMLFormElement, field: HTMLTextAreaElement) {
    [this.#form, this.#field] = [form, field];
    const menu = form.querySelector<HTMLElement>("[data-composer-menu]");
    if (menu) complete(field, menu);
    this.#saver = this.#draft();
    form.addEventListener("keydown", (event) => this.#key(event));
    form.addEventListener("click", (event) => this.#click(event));
    // Choosing what to write puts the cursor where it is written.
    form.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement && target.name === "visibility") field.focus();
    });
    // Before the guard against a second submit counts this one.
    document.addEventListener("submit", (event) => event.target === form && this.#submit(event), { capture: true });
    form.querySelector("[data-preview]")?.addEventListener("toggle", ({ target }) => {
      if ((target as HTMLDetailsElement).open) void this.#preview(target as HTMLDetailsElement);
    });
  }

  #key(event: KeyboardEvent): void {
    if (composes(event) || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const mark = event.shiftKey || event.target !== this.#field ? undefined : MARK_KEYS[event.key.toLowerCase()];
    if (event.key === "Enter") this.#send(event.shiftKey ? "[data-send-then]" : "[data-send]");
    else if (mark) this.#mark(mark);
    else return;
    event.preventDefault();
  }

  /** Sends by the button that can be seen; a note has no second way. */
  #send(selector: string): void {
    const find = (which: string) => [...this.#form.querySelectorAll<HTMLButtonElement>(which)].find((button) => button.checkVisibility());
    const button = find(selector) ?? find("[data-send]");
    if (button) this.#form.requestSubmit(button);
  }

  #click({ target }: MouseEvent): void {
    const button = target instanceof Element ? target.closest<HTMLElement>("[data-mark]") : null;
    if (button) this.#mark(button.dataset["mark"] as Mark);
  }

  #mark(mark: Mark): void {
    const { value: text, selectionStart: start, selectionEnd: end } = this.#field;
    const after = marked({ text, start, end }, mark);
    replace(this.#field, 0, text.length, after.text);
    this.#field.setSelectionRange(after.start, after.end);
  }

  async #preview(place: HTMLDetailsElement): Promise<void> {
    const [url, shown] = [place.dataset["preview"], place.querySelector<HTMLElement>("[data-preview-place]")];
    if (!url || !shown) return;
    shown.setAttribute("aria-busy", "true");
    try {
      await fill(shown, await askHtml(url, { method: "POST", form: new URLSearchParams({ body: this.#field.value }) }));
    } catch {
      place.open = false;
    } finally {
      shown.removeAttribute("aria-busy");
    }
  }

  /** Holds what may not be meant so: the question stands in the form, sending again is the answer. */
  #submit(event: SubmitEvent): void {
    const place = this.#form.querySelector<HTMLElement>("[data-warnings]");
    const questions = this.#questions(place);
    const asked = questions.join("\n");
    const mayGo = asked === "" || (asked === this.#confirmed && !filesOf(this.#form).uploading);
    if (place) place.hidden = mayGo;
    if (mayGo) return this.#saver?.stop();
    event.preventDefault();
    event.stopPropagation();
    this.#confirmed = asked;
    const text = place?.querySelector("[data-warning-text]");
    if (text) text.textContent = questions.join(" ");
    (event.submitter as HTMLElement | null)?.focus();
  }

  #questions(place: HTMLElement | null): string[] {
    const { any, uploading } = filesOf(this.#form);
    const open = gaps(this.#field.value);
    const { waits, missingFile, gap } = place?.dataset ?? {};
    return [
      ...(uploading ? [waits ?? ""] : []),
      ...(promisesFile(this.#field.value) && !any ? [missingFile ?? ""] : []),
      ...(open.length ? [filled(gap, { gaps: open.join(", ") })] : []),
    ].filter(Boolean);
  }

  /** Saves what is written, and brings back what a crash left in the browser. */
  #draft(): Saver | undefined {
    const place = this.#form.querySelector<HTMLElement>("[data-draft]");
    const url = place?.dataset["draft"];
    if (!place || !url) return undefined;
    const revision = place.dataset["revision"];
    const saver = new Saver(shelf(url), revision ? Number(revision) : undefined, (state, at) => {
      place.dataset["state"] = state;
      place.textContent = words(place, state, at);
    });
    saver.begin(this.#read());
    const rest = kept(url);
    if (rest && rest["body"] !== undefined && rest["body"] !== this.#field.value) {
      this.#fill(rest);
      place.textContent = place.dataset["restored"] ?? "";
      saver.change(this.#read());
    }
    this.#form.addEventListener("input", () => saver.change(this.#read()));
    this.#form.addEventListener("change", () => saver.change(this.#read()));
    addEventListener("pagehide", () => void saver.flush());
    document.addEventListener("visibilitychange", () => document.hidden && void saver.flush());
    return saver;
  }

  #read(): Draft {
    const fields = new FormData(this.#form);
    return Object.fromEntries(["body", "visibility", "to", "cc", "bcc"].flatMap((name) => (fields.has(name) ? [[name, String(fields.get(name))]] : [])));
  }

  #fill(draft: Draft): void {
    for (const [name, value] of Object.entries(draft)) {
      const field = this.#form.elements.namedItem(name);
      if (field instanceof RadioNodeList) field.value = value;
      else if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) field.value = value;
      if (field instanceof HTMLElement) field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}
