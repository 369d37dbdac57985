// Files by choice, by drag or by paste. With an address to send them to they are uploaded at once, with their progress,
// and the form names what was stored; without one they travel with the form as ever.
import { each, element, fact, filled, icon } from "./page.ts";
import { failed, toast } from "./toast.ts";

/** What the server says of a stored file. */
interface Stored {
  /** What the form sends in `uploads`. */
  id: string | number;
}

let dropped = 0;

export function startUploads(): void {
  each<HTMLElement>("[data-files]", (frame) => {
    const input = frame.querySelector<HTMLInputElement>("input[type=file]");
    const list = (input?.form ?? frame).querySelector<HTMLElement>("[data-files-list]");
    if (input && list) new Files(frame, input, list);
  });
}

/** Whether a form holds files, and whether one is still on its way. */
export function filesOf(form: HTMLFormElement): { any: boolean; uploading: boolean } {
  return { any: form.querySelector("[data-file]:not([data-failed])") !== null, uploading: form.querySelector("[data-file][aria-busy=true]") !== null };
}

class Files {
  readonly #frame: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #list: HTMLElement;
  /** The files that travel with the form. */
  readonly #held = new DataTransfer();

  constructor(frame: HTMLElement, input: HTMLInputElement, list: HTMLElement) {
    [this.#frame, this.#input, this.#list] = [frame, input, list];
    const area: HTMLElement = input.form ?? frame;
    input.addEventListener("change", () => this.#take([...(input.files ?? [])]));
    area.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (!files.length) return;
      event.preventDefault();
      this.#take(files.map(named));
    });
    area.addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      area.setAttribute("data-over", "");
    });
    area.addEventListener("dragleave", (event) => {
      if (!area.contains(event.relatedTarget as Node | null)) area.removeAttribute("data-over");
    });
    area.addEventListener("drop", (event) => {
      area.removeAttribute("data-over");
      const files = [...(event.dataTransfer?.files ?? [])];
      if (!files.length) return;
      event.preventDefault();
      this.#take(files);
    });
  }

  #take(files: File[]): void {
    const { url, most, tooLarge } = this.#frame.dataset;
    for (const file of files) {
      if (most && file.size > Number(most)) toast(filled(tooLarge, { name: file.name }), { tone: "red" });
      else if (url) this.#upload(file, url);
      else this.#hold(file);
    }
    this.#input.files = this.#held.files;
  }

  #hold(file: File): void {
    this.#held.items.add(file);
    const shown = this.#show(file, () => {
      const place = [...this.#held.files].indexOf(file);
      if (place >= 0) this.#held.items.remove(place);
      this.#input.files = this.#held.files;
    });
    this.#list.append(shown);
  }

  #upload(file: File, url: string): void {
    const request = new XMLHttpRequest();
    const bar = element("progress", "file-progress");
    const shown = this.#show(file, () => request.abort());
    bar.max = 1;
    bar.setAttribute("aria-label", file.name);
    shown.setAttribute("aria-busy", "true");
    shown.append(bar);
    this.#list.append(shown);
    request.upload.addEventListener("progress", (event) => (bar.value = event.lengthComputable ? event.loaded / event.total : 0));
    request.addEventListener("loadend", () => {
      shown.removeAttribute("aria-busy");
      bar.remove();
      if (request.status >= 200 && request.status < 300) this.#keep(shown, JSON.parse(request.responseText) as Stored);
      else if (shown.isConnected) this.#fail(shown);
    });
    request.open("POST", url);
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("X-CSRF-Token", fact("csrf") ?? "");
    const body = new FormData();
    body.set("file", file, file.name);
    request.send(body);
  }

  #keep(shown: HTMLElement, stored: Stored): void {
    const field = element("input");
    Object.assign(field, { type: "hidden", name: "uploads", value: String(stored.id) });
    shown.append(field);
  }

  #fail(shown: HTMLElement): void {
    shown.setAttribute("data-failed", this.#frame.dataset["failed"] ?? "");
    shown.querySelector(".file-size")!.textContent = this.#frame.dataset["failed"] ?? "";
    failed();
  }

  #show(file: File, removed: () => void): HTMLElement {
    const shown = element("li", "file");
    shown.dataset["file"] = String((dropped += 1));
    const name = element("span", "file-name", file.name);
    name.dir = "auto";
    const remove = element("button", "file-remove");
    remove.type = "button";
    remove.setAttribute("aria-label", filled(this.#frame.dataset["remove"], { name: file.name }));
    remove.append(icon("x"));
    remove.addEventListener("click", () => {
      shown.remove();
      removed();
      this.#input.focus();
    });
    shown.append(icon(file.type.startsWith("image/") ? "image" : "file"), name, element("span", "file-size", size(file.size)), remove);
    return shown;
  }
}

/** A pasted picture has no name that tells it from the next. */
function named(file: File): File {
  if (!/^image\.\w+$/.test(file.name)) return file;
  const time = new Date().toTimeString().slice(0, 8).replaceAll(":", "-");
  return new File([file], file.name.replace("image", `image-${time}`), { type: file.type });
}

/** A size as the server writes it. */
function size(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return `${(bytes / 1000 ** step).toFixed(step && bytes / 1000 ** step < 10 ? 1 : 0)}\u{a0}${units[step]}`;
}
