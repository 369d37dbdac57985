// The edges between panes: dragged, or moved by arrow keys; Home and End go to the limits, Enter and a double click back
// to the usual width. The browser remembers; early.ts applies it to the next page.
import { each } from "./page.ts";

const STEP = 16;

export function startSplits(): void {
  each<HTMLElement>("[data-split]", prepare);
}

function prepare(edge: HTMLElement): void {
  const pane = document.getElementById(edge.getAttribute("aria-controls") ?? "");
  if (!pane) return;
  const split = new Split(edge, pane);
  edge.hidden = false;
  split.tell();
  edge.addEventListener("pointerdown", (event) => split.drag(event));
  edge.addEventListener("dblclick", () => split.reset());
  edge.addEventListener("keydown", (event) => split.key(event));
  addEventListener("resize", () => split.tell());
}

class Split {
  readonly #edge: HTMLElement;
  readonly #pane: HTMLElement;
  readonly #name: string;

  constructor(edge: HTMLElement, pane: HTMLElement) {
    this.#edge = edge;
    this.#pane = pane;
    this.#name = edge.dataset["split"] ?? "";
  }

  /** Whether the pane grows when the edge moves to the right. */
  get #growsRight(): boolean {
    const isBefore = this.#edge.dataset["side"] !== "end";
    return isBefore === (getComputedStyle(this.#edge).direction !== "rtl");
  }

  get #width(): number {
    return Math.round(this.#pane.getBoundingClientRect().width);
  }

  /** Tells screen readers where the edge is. */
  tell(): void {
    this.#edge.setAttribute("aria-valuenow", String(this.#width));
  }

  #set(width: number): void {
    const [least, most] = [Number(this.#edge.ariaValueMin), Number(this.#edge.ariaValueMax)];
    const within = Math.min(Math.max(width, least), most);
    document.documentElement.style.setProperty(`--pane-${this.#name}`, `${within}px`);
    this.#keep(String(within));
    this.tell();
  }

  reset(): void {
    document.documentElement.style.removeProperty(`--pane-${this.#name}`);
    this.#keep(undefined);
    this.tell();
  }

  #keep(width: string | undefined): void {
    try {
      if (width) localStorage.setItem(`pane-${this.#name}`, width);
      else localStorage.removeItem(`pane-${this.#name}`);
    } catch {
      // The width holds for this page.
    }
  }

  drag(start: PointerEvent): void {
    const [from, width, sign] = [start.clientX, this.#width, this.#growsRight ? 1 : -1];
    this.#edge.setPointerCapture(start.pointerId);
    const follow = (event: PointerEvent) => this.#set(width + sign * (event.clientX - from));
    this.#edge.addEventListener("pointermove", follow);
    this.#edge.addEventListener("lostpointercapture", () => this.#edge.removeEventListener("pointermove", follow), { once: true });
  }

  key(event: KeyboardEvent): void {
    const sign = this.#growsRight ? 1 : -1;
    if (event.key === "ArrowRight") this.#set(this.#width + sign * STEP);
    else if (event.key === "ArrowLeft") this.#set(this.#width - sign * STEP);
    else if (event.key === "Home") this.#set(0);
    else if (event.key === "End") this.#set(Number.POSITIVE_INFINITY);
    else if (event.key === "Enter") this.reset();
    else return;
    event.preventDefault();
  }
}
