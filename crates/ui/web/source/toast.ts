// Short messages at the edge of the page. One that offers to undo counts down; pointing at it or standing in it stops
// the clock. The clock is the toast's own animation, so that what is seen and what happens are the same.
import { announce, each } from "./page.ts";

/** What a toast offers beside its text. */
export interface Offer {
  tone?: "neutral" | "red";
  /** The address that takes the action back. */
  undo?: string | undefined;
  /** How long it stays; 0 until it is closed. */
  seconds?: number;
}

/** Those without a decision are gone sooner. */
const READING = 5;
const DECIDING = 10;

export function startToasts(): void {
  each<HTMLElement>("[data-toast]", live);
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-dismiss]")) target.closest("[data-toast]")?.remove();
  });
}

/** Shows a sentence for a while, and says it. */
export function toast(text: string, { tone = "neutral", undo, seconds }: Offer = {}): HTMLElement | undefined {
  const template = document.querySelector<HTMLTemplateElement>("#toast-template");
  const shown = template?.content.firstElementChild?.cloneNode(true);
  if (!(shown instanceof HTMLElement) || !text) return undefined;
  shown.classList.add(`toast-${tone}`);
  shown.querySelector("[data-toast-text]")!.textContent = text;
  const form = shown.querySelector<HTMLFormElement>("form[data-undo]");
  if (undo && form) form.action = undo;
  else form?.remove();
  if (seconds !== undefined) shown.dataset["seconds"] = String(seconds);
  document.getElementById("toasts")?.append(shown);
  live(shown);
  announce(text);
  return shown;
}

/** Says that a request failed. */
export function failed(): void {
  toast(document.getElementById("toasts")?.dataset["failed"] ?? "", { tone: "red" });
}

/** Starts the clock of a toast. */
function live(shown: HTMLElement): void {
  if (shown.dataset["toast"] === "live") return;
  shown.dataset["toast"] = "live";
  const seconds = Number(shown.dataset["seconds"] ?? (shown.querySelector("[data-undo]") ? DECIDING : READING));
  if (seconds === 0) return;
  const clock = shown.animate({}, { duration: seconds * 1000 });
  const rest = shown.querySelector<HTMLElement>("[data-rest]");
  const bar = shown.querySelector("[data-clock]")?.animate({ scale: ["1 1", "0 1"] }, { duration: seconds * 1000 });
  const tick = () => {
    const left = Math.ceil(seconds - Number(clock.currentTime ?? 0) / 1000);
    if (rest) rest.textContent = String(left);
  };
  const beat = setInterval(tick, 500);
  tick();
  const stop = () => [clock, bar].forEach((one) => one?.pause());
  const run = () => {
    if (!shown.matches(":hover, :focus-within")) [clock, bar].forEach((one) => one?.play());
  };
  shown.addEventListener("pointerenter", stop);
  shown.addEventListener("focusin", stop);
  shown.addEventListener("pointerleave", run);
  shown.addEventListener("focusout", () => requestAnimationFrame(run));
  clock.onfinish = () => {
    clearInterval(beat);
    shown.remove();
  };
}
