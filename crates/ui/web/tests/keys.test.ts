import assert from "node:assert/strict";
import { test } from "node:test";
import { type Press, Sequence, caps, collisions, mayBind, nameOf, normalized } from "../source/keys.ts";

function press(key: string, more: Partial<Press> = {}): Press {
  return { key, code: "", shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more };
}

test("a key is named as ARIA does", () => {
  assert.equal(nameOf(press("r")), "r");
  assert.equal(nameOf(press("X", { shiftKey: true })), "Shift+X");
  assert.equal(nameOf(press("?", { shiftKey: true })), "?");
  assert.equal(nameOf(press("k", { metaKey: true })), "Control+k");
  assert.equal(nameOf(press("Enter", { ctrlKey: true, shiftKey: true })), "Control+Shift+Enter");
  assert.equal(nameOf(press(" ")), "Space");
});

test("Caps Lock changes nothing", () => {
  assert.equal(nameOf(press("R")), "r");
});

test("a layout without Latin letters goes by the key's place", () => {
  assert.equal(nameOf(press("о", { code: "KeyJ" })), "j");
  assert.equal(nameOf(press("О", { code: "KeyJ", shiftKey: true })), "Shift+J");
});

test("a sequence waits for its second key, but not for ever", () => {
  const sequence = new Sequence();
  const bound = ["g i", "i"];
  assert.equal(sequence.press("g", 0, bound), "waiting");
  assert.deepEqual(sequence.press("i", 500, bound), { binding: "g i" });
  assert.equal(sequence.press("g", 1000, bound), "waiting");
  assert.deepEqual(sequence.press("i", 5000, bound), { binding: "i" });
});

test("a wrong second key counts for itself", () => {
  const sequence = new Sequence();
  assert.equal(sequence.press("g", 0, ["g i", "j"]), "waiting");
  assert.deepEqual(sequence.press("j", 100, ["g i", "j"]), { binding: "j" });
  assert.equal(sequence.press("q", 200, ["g i", "j"]), undefined);
});

test("two actions with the same keys are both named", () => {
  const found = collisions({ solve: "e", archive: "e", note: "n", off: "", also: " " });
  assert.deepEqual([...found].sort(), [["archive", "solve"], ["solve", "archive"]]);
  assert.equal(collisions({ one: "Shift+x", other: "Shift+X" }).size, 2);
});

test("keys that move and close dialogs cannot be bound, and neither can modifiers alone", () => {
  for (const name of ["Tab", "Escape", "Shift", "Control+Shift", "Enter"]) assert.equal(mayBind(name), false, name);
  for (const name of ["a", "Shift+A", "?", "ArrowUp", "F2"]) assert.equal(mayBind(name), true, name);
});

test("keys are shown as they are printed", () => {
  assert.deepEqual(caps("g i"), ["G", "I"]);
  assert.deepEqual(caps("Control+Shift+Enter"), ["Ctrl", "⇧", "Enter"]);
  assert.deepEqual(caps("Control+k", true), ["⌘", "K"]);
  assert.deepEqual(caps("?"), ["?"]);
  assert.deepEqual(caps("Control++"), ["Ctrl", "+"]);
  assert.equal(normalized("  g   i "), "g i");
});
