// Actions on many rows: sent behind the scenes, the progress shown in a toast, at the end an offer to undo.
import { clear } from "./list.ts";
import { refreshAll } from "./live.ts";
import { element } from "./page.ts";
import { ask } from "./request.ts";
import { failed, toast } from "./toast.ts";

/** Where to ask how far it is; absent when all is done already. */
interface Begun extends Partial<Finished> {
  progress?: string;
}

interface Progress extends Partial<Finished> {
  done: number;
  total: number;
  finished: boolean;
}

interface Finished {
  /** What was done, in the reader's language. */
  text: string;
  undo?: string;
}

/** How often the progress is asked for, in milliseconds. */
const OFTEN = 500;

export function startBulk(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-bulk]") || event.defaultPrevented) return;
    event.preventDefault();
    void run(form, new FormData(form, event.submitter), event.submitter?.getAttribute("formaction") ?? form.action);
  });
}

async function run(form: HTMLFormElement, fields: FormData, url: string): Promise<void> {
  const rows = [...form.querySelectorAll("[data-row]:has(input[data-select]:checked)")];
  // What is under way looks so at once; the server's answer decides.
  for (const row of rows) row.setAttribute("aria-busy", "true");
  try {
    const begun = await ask<Begun>(url, { method: "POST", form: fields });
    clear(form);
    const done = begun?.progress ? await follow(begun.progress, form.dataset["working"] ?? "") : begun;
    refreshAll();
    if (done?.text) toast(done.text, { undo: done.undo });
  } catch {
    failed();
  } finally {
    form.removeAttribute("aria-busy");
    for (const row of rows) row.removeAttribute("aria-busy");
  }
}

/** Shows how far it is until it is done. */
async function follow(url: string, words: string): Promise<Partial<Finished>> {
  const shown = toast(words, { seconds: 0 });
  const bar = element("progress", "toast-progress");
  bar.setAttribute("aria-label", words);
  shown?.querySelector("[data-toast-text]")?.append(bar);
  try {
    for (;;) {
      const state = await ask<Progress>(url);
      if (!state || state.finished) return state ?? {};
      [bar.max, bar.value] = [state.total, state.done];
      await new Promise((resolve) => setTimeout(resolve, OFTEN));
    }
  } finally {
    shown?.remove();
  }
}
