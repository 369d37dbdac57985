// Changes the text of a field so that the browser's own undo still works.

/** Puts a text in place of a part of the field and the cursor behind it. */
export function replace(field: HTMLTextAreaElement, start: number, end: number, text: string): void {
  field.focus();
  field.setSelectionRange(start, end);
  // Deprecated in name only: no other way keeps the history of the field.
  const done = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
  if (done) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
