import assert from "node:assert/strict";
import { test } from "node:test";
import { type Edit, type Mark, marked } from "../source/markdown.ts";

/** `[` and `]` stand for the ends of the selection, `|` for a cursor. */
function edit(drawn: string): Edit {
  const cursor = drawn.indexOf("|");
  if (cursor >= 0) return { text: drawn.replace("|", ""), start: cursor, end: cursor };
  const start = drawn.indexOf("‹");
  const end = drawn.indexOf("›") - 1;
  return { text: drawn.replace(/[‹›]/g, ""), start, end };
}

function drawn({ text, start, end }: Edit): string {
  if (start === end) return `${text.slice(0, start)}|${text.slice(start)}`;
  return `${text.slice(0, start)}‹${text.slice(start, end)}›${text.slice(end)}`;
}

function check(mark: Mark, before: string, after: string): void {
  assert.equal(drawn(marked(edit(before), mark)), after);
}

test("a mark goes around the selection and away again", () => {
  check("bold", "a ‹word› b", "a **‹word›** b");
  check("bold", "a **‹word›** b", "a ‹word› b");
  check("italic", "|", "_|_");
  check("code", "‹x›", "`‹x›`");
});

test("several lines of code get a fence", () => {
  check("code", "see\n‹a\nb›", "see\n```\n‹a\nb›\n```");
});

test("a link asks for what is missing", () => {
  check("link", "see ‹here›", "see [here](‹https://›)");
  check("link", "‹https://x.test/a›", "[|](https://x.test/a)");
});

test("lists and quotes mark every selected line and unmark them", () => {
  check("list", "a\n‹b\nc›\nd", "a\n‹- b\n- c›\nd");
  check("list", "‹- b\n- c›", "‹b\nc›");
  check("numbers", "‹b\nc›", "‹1. b\n2. c›");
  check("quote", "one|", "> one|");
  check("quote", "a\nb|\nc", "a\n> b|\nc");
});
