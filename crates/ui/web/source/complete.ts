// `/` offers snippets and `@` people while somebody writes; what is chosen is put in place of what was typed.
import { Choices } from "./choices.ts";
import { Source } from "./entries.ts";
import { replace } from "./write.ts";

/** What was typed so far: the sign and the letters behind it, and where it begins. */
export interface Begun {
  sign: "/" | "@";
  text: string;
  start: number;
}

/** Reads the beginning of a snippet or a mention before the cursor. */
export function begun(text: string, cursor: number): Begun | undefined {
  const found = /(?:^|[\s(（，。])([/@])([^\s/@]{0,40})$/u.exec(text.slice(0, cursor));
  if (!found) return undefined;
  const [, sign, letters = ""] = found;
  return { sign: sign as "/" | "@", text: letters, start: cursor - letters.length - 1 };
}

/** Gives a field its menu. */
export function complete(field: HTMLTextAreaElement, list: HTMLElement): void {
  const { snippets, mentions } = list.dataset;
  const sources = { "/": snippets ? new Source(snippets) : undefined, "@": mentions ? new Source(mentions) : undefined };
  const choices = new Choices(field, list, (entry) => {
    const typed = begun(field.value, field.selectionEnd);
    choices.hide();
    if (typed) replace(field, typed.start, field.selectionEnd, `${entry.value ?? entry.label}${typed.sign === "@" ? " " : ""}`);
  });
  field.addEventListener("input", async () => {
    const typed = begun(field.value, field.selectionEnd);
    const source = typed && sources[typed.sign];
    if (!typed || !source) return choices.hide();
    const entries = await source.find(typed.text);
    const now = begun(field.value, field.selectionEnd);
    if (entries && now?.text === typed.text && now.sign === typed.sign) choices.show(entries);
  });
  field.addEventListener("blur", () => choices.hide());
}
