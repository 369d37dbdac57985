// Taking an action back: a form of its own, sent behind the scenes; the key z presses the newest one.
import { command } from "./keyboard.ts";
import { refreshAll } from "./live.ts";
import { ask } from "./request.ts";
import { failed, toast } from "./toast.ts";

/** What the server says after an action was taken back. */
interface Undone {
  /** What happened, in the reader's language. */
  text: string;
  /** Where the reader should be now, if not here. */
  location?: string;
}

export function startUndo(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-undo]")) return;
    event.preventDefault();
    void undo(form);
  });
  command("undo", "z", () => {
    const form = [...document.querySelectorAll<HTMLFormElement>("form[data-undo]")].at(-1);
    form?.requestSubmit();
    return form !== undefined;
  });
}

async function undo(form: HTMLFormElement): Promise<void> {
  try {
    const done = await ask<Undone>(form.action, { method: "POST", form: new FormData(form) });
    form.closest("[data-toast]")?.remove();
    if (done?.location) location.assign(done.location);
    else refreshAll();
    if (done) toast(done.text);
  } catch {
    failed();
  }
}
