// Replies and notes: Ctrl-Enter sends, chosen files are named.
import { whenever } from "./page.ts";

export function startComposer(): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    const form = (event.target as Element).closest<HTMLFormElement>("form[data-composer]");
    const send = [...(form?.querySelectorAll<HTMLButtonElement>("[data-send]") ?? [])].find((button) => button.checkVisibility());
    if (!form || !send) return;
    event.preventDefault();
    form.requestSubmit(send);
  });
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== "file" || !input.closest("[data-composer]")) return;
    const label = input.parentElement?.querySelector<HTMLElement>("[data-files-label]");
    if (!label) return;
    label.dataset["empty"] ??= label.textContent ?? "";
    const names = [...(input.files ?? [])].map((file) => file.name);
    label.textContent = names.join(", ") || label.dataset["empty"];
  });
  // Choosing what to write puts the cursor where it is written.
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (input instanceof HTMLInputElement && input.name === "visibility") {
      input.closest("[data-composer]")?.querySelector("textarea")?.focus();
    }
  });
  whenever(warnBeforeLeaving);
}

/** The browser asks before a written text is thrown away. */
function warnBeforeLeaving(): void {
  removeEventListener("beforeunload", ask);
  if (document.querySelector("[data-composer]")) addEventListener("beforeunload", ask);
}

function ask(event: BeforeUnloadEvent): void {
  const written = [...document.querySelectorAll<HTMLTextAreaElement>("[data-composer]:not([aria-busy]) textarea[data-dirty]")];
  if (written.some((field) => field.value.trim() !== "")) event.preventDefault();
}
