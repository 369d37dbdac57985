// Mail addresses as people write them in a field; knows no page. What an address is worth the server decides.

/** Separators of every script people type them in. */
const SEPARATORS = ",;\n，；、";

/** The addresses of a text, separated by commas or their like outside of quotes and angle brackets. */
export function split(text: string): string[] {
  const parts = [""];
  let [quoted, bracketed] = [false, false];
  for (const letter of text) {
    if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === "<") bracketed = true;
    else if (!quoted && letter === ">") bracketed = false;
    if (SEPARATORS.includes(letter) && !quoted && (!bracketed || letter === "\n")) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim()).filter(Boolean);
}

/** An address in its parts: `Kim Doe <kim@example.com>`. */
export function parts(text: string): { name: string; address: string } {
  const [, name = "", address = text] = /^(.*?)\s*<([^<>]*)>$/s.exec(text.trim()) ?? [];
  return { name: name.replace(/^"(.*)"$/s, "$1").replace(/\\(.)/g, "$1").trim(), address: address.trim() };
}

/** Whether it looks like an address that mail can be sent to. */
export function looksRight(text: string): boolean {
  return /^[^\s@<>"]+@[^\s@<>".]+(\.[^\s@<>".]+)*$/.test(parts(text).address);
}

/** The same mailbox, however the name beside it is written. */
export function same(one: string, other: string): boolean {
  return parts(one).address.toLowerCase() === parts(other).address.toLowerCase();
}
