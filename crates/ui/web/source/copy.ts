// Buttons that copy a text; hidden where the browser does not allow it.
import { whenever } from "./page.ts";
import { toast } from "./toast.ts";

export function startCopy(): void {
  if (!navigator.clipboard) return;
  whenever(() => {
    for (const button of document.querySelectorAll<HTMLElement>("[data-copy][hidden]")) button.hidden = false;
  });
  document.addEventListener("click", async (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset["copy"] ?? "");
    toast(button.dataset["copied"] ?? "");
  });
}
