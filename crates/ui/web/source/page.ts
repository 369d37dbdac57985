// What the islands share: reading the page's facts, speaking to the reader.

/** The content of a `<meta>` of the page. */
export function fact(name: string): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
}

/** Says a sentence to screen readers without moving the focus. */
export function announce(text: string): void {
  const region = document.getElementById("live-region");
  if (!region) return;
  region.textContent = "";
  // Readers only notice a change of the region.
  requestAnimationFrame(() => (region.textContent = text));
}

/** Shows a sentence for a moment, and says it. */
export function toast(text: string): void {
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.textContent = text;
  document.getElementById("toasts")?.append(toast);
  announce(text);
  setTimeout(() => toast.remove(), 4000);
}

/** Runs a task now and after every partial update. */
export function whenever(prepare: () => void): void {
  prepare();
  document.addEventListener("htmx:after:swap", prepare);
}

/** Whether keys belong to this element because somebody types into it. */
export function takesText(target: EventTarget | null): boolean {
  return target instanceof HTMLElement
    && (target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])"));
}
