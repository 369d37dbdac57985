import assert from "node:assert/strict";
import { test } from "node:test";
import { begun } from "../source/complete.ts";

const at = (text: string) => begun(text, text.length);

test("a snippet or a mention begins at a word's beginning", () => {
  assert.deepEqual(at("/gre"), { sign: "/", text: "gre", start: 0 });
  assert.deepEqual(at("Hello @an"), { sign: "@", text: "an", start: 6 });
  assert.deepEqual(at("你好，@李"), { sign: "@", text: "李", start: 3 });
  assert.deepEqual(at("a\n/"), { sign: "/", text: "", start: 2 });
});

test("addresses, paths and fractions are none", () => {
  for (const text of ["kim@x", "and/or", "https://x", "3/4", "a @ b"]) assert.equal(at(text), undefined, text);
});
