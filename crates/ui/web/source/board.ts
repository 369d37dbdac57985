// A board: cards are dragged to another column, or moved there with Shift and an arrow key; arrows alone go from card
// to card. The card moves at once and comes back when the server refuses. Each card's own form does the work.
import { announce, filled } from "./page.ts";
import { Refused, ask } from "./request.ts";
import { failed, toast } from "./toast.ts";

export function startBoards(): void {
  let dragged: HTMLElement | undefined;
  document.addEventListener("dragstart", (event) => {
    const card = cardAt(event.target);
    if (!card) return;
    dragged = card;
    event.dataTransfer?.setData("text/plain", card.id);
    card.setAttribute("data-dragged", "");
  });
  document.addEventListener("dragover", (event) => {
    const column = dragged && columnAt(event.target);
    if (!column || column.closest("[data-board]") !== dragged?.closest("[data-board]")) return;
    event.preventDefault();
    light(column);
  });
  document.addEventListener("drop", (event) => {
    const column = columnAt(event.target);
    if (!dragged || !column) return;
    event.preventDefault();
    void move(dragged, column);
  });
  document.addEventListener("dragend", () => {
    dragged?.removeAttribute("data-dragged");
    dragged = undefined;
    light(undefined);
  });
  document.addEventListener("keydown", (event) => {
    const card = cardAt(event.target);
    if (!card || event.ctrlKey || event.metaKey || event.altKey || !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    if (event.shiftKey) {
      const column = beside(card, event.key);
      if (column) void move(card, column);
    } else {
      neighbour(card, event.key)?.querySelector("a")?.focus();
    }
  });
}

function cardAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-card]") : null;
}

function columnAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-column]") : null;
}

function light(column: HTMLElement | undefined): void {
  for (const other of document.querySelectorAll("[data-column][data-over]")) if (other !== column) other.removeAttribute("data-over");
  column?.setAttribute("data-over", "");
}

function columns(card: HTMLElement): HTMLElement[] {
  return [...(card.closest("[data-board]")?.querySelectorAll<HTMLElement>("[data-column]") ?? [])];
}

/** The column that an arrow to the side points to; writing direction decides which that is. */
function beside(card: HTMLElement, key: string): HTMLElement | undefined {
  const all = columns(card);
  const here = all.findIndex((column) => column.contains(card));
  const forward = (key === "ArrowRight") !== (getComputedStyle(card).direction === "rtl");
  return key === "ArrowLeft" || key === "ArrowRight" ? all[here + (forward ? 1 : -1)] : undefined;
}

function neighbour(card: HTMLElement, key: string): HTMLElement | null | undefined {
  if (key === "ArrowDown") return card.nextElementSibling as HTMLElement | null;
  if (key === "ArrowUp") return card.previousElementSibling as HTMLElement | null;
  const cards = [...(beside(card, key)?.querySelectorAll<HTMLElement>("[data-card]") ?? [])];
  const place = [...(card.parentElement?.children ?? [])].indexOf(card);
  return cards[Math.min(place, cards.length - 1)];
}

async function move(card: HTMLElement, column: HTMLElement): Promise<void> {
  const form = card.querySelector<HTMLFormElement>("form[data-move]");
  const [home, after] = [card.parentElement, card.nextElementSibling];
  const cards = column.querySelector("[data-cards]");
  if (!form || !cards || cards === home || card.getAttribute("aria-busy") === "true") return;
  place(card, cards, cards.firstElementChild);
  card.setAttribute("aria-busy", "true");
  const fields = new FormData(form);
  fields.set("to", column.dataset["column"] ?? "");
  try {
    await ask(form.action, { method: "POST", form: fields });
    const words = card.closest<HTMLElement>("[data-board]")?.dataset["moved"];
    announce(filled(words, { card: card.querySelector("a")?.textContent?.trim() ?? "", column: column.dataset["label"] ?? "" }));
  } catch (error) {
    if (home) place(card, home, after);
    const reason = error instanceof Refused ? (error.answer as { detail?: string } | undefined)?.detail : undefined;
    if (reason) toast(reason, { tone: "red" });
    else failed();
  } finally {
    card.removeAttribute("aria-busy");
  }
}

/** Puts a card somewhere and keeps the focus in it. */
function place(card: HTMLElement, cards: Element, before: Element | null): void {
  const hadFocus = card.contains(document.activeElement);
  cards.insertBefore(card, before);
  if (hadFocus) card.querySelector("a")?.focus();
  for (const column of columns(card)) {
    const count = column.querySelector("[data-column-count]");
    if (count) count.textContent = String(column.querySelectorAll("[data-card]").length);
  }
}
