// Marks of Markdown put around or before what is selected, and taken away again; knows no page.

/** A text and what is selected in it. */
export interface Edit {
  text: string;
  start: number;
  end: number;
}

/** Ways to mark a text. */
export type Mark = "bold" | "italic" | "code" | "link" | "quote" | "list" | "numbers";

const AROUND: Partial<Record<Mark, string>> = { bold: "**", italic: "_", code: "`" };
const BEFORE: Partial<Record<Mark, (line: number) => string>> = { quote: () => "> ", list: () => "- ", numbers: (line) => `${line + 1}. ` };
const BEGINNING: Partial<Record<Mark, RegExp>> = { quote: /^> ?/, list: /^[-*] /, numbers: /^\d+[.)] / };

/** The text with the mark on, or off where it was on. */
export function marked(edit: Edit, mark: Mark): Edit {
  const around = AROUND[mark];
  if (around !== undefined) {
    const lines = edit.text.slice(edit.start, edit.end).includes("\n");
    return mark === "code" && lines ? fenced(edit) : surrounded(edit, around);
  }
  return mark === "link" ? linked(edit) : prefixed(edit, BEFORE[mark]!, BEGINNING[mark]!);
}

function surrounded({ text, start, end }: Edit, sign: string): Edit {
  const inside = text.slice(start, end);
  const [before, after] = [text.slice(0, start), text.slice(end)];
  if (before.endsWith(sign) && after.startsWith(sign)) {
    const shorter = before.slice(0, -sign.length);
    return { text: shorter + inside + after.slice(sign.length), start: start - sign.length, end: end - sign.length };
  }
  return { text: before + sign + inside + sign + after, start: start + sign.length, end: end + sign.length };
}

function fenced({ text, start, end }: Edit): Edit {
  const open = start === 0 || text[start - 1] === "\n" ? "```\n" : "\n```\n";
  const close = text[end - 1] === "\n" ? "```" : "\n```";
  return { text: text.slice(0, start) + open + text.slice(start, end) + close + text.slice(end), start: start + open.length, end: end + open.length };
}

/** The selected words become the link's text, a selected address its target; what is missing is selected next. */
function linked({ text, start, end }: Edit): Edit {
  const inside = text.slice(start, end);
  const isAddress = /^https?:\/\/\S+$/.test(inside);
  const link = isAddress ? `[](${inside})` : `[${inside}](https://)`;
  const at = isAddress ? start + 1 : start + inside.length + 3;
  return { text: text.slice(0, start) + link + text.slice(end), start: at, end: isAddress ? at : at + "https://".length };
}

function prefixed({ text, start, end }: Edit, prefix: (line: number) => string, known: RegExp): Edit {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const stop = text.indexOf("\n", Math.max(end, from));
  const to = stop < 0 ? text.length : stop;
  const lines = text.slice(from, to).split("\n");
  const isOn = lines.every((line) => known.test(line) || line.trim() === "") && lines.some((line) => known.test(line));
  const changed = lines.map((line, index) => (isOn ? line.replace(known, "") : prefix(index) + line)).join("\n");
  const end2 = from + changed.length;
  return { text: text.slice(0, from) + changed + text.slice(to), start: start === end ? end2 : from, end: end2 };
}
