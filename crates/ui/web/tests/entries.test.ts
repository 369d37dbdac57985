import assert from "node:assert/strict";
import { test } from "node:test";
import { type Entry, fit, folded, matching } from "../source/entries.ts";

const labels = (entries: Entry[]) => entries.map(({ label }) => label);
const all: Entry[] = [
  { label: "Assign to me", group: "Actions" },
  { label: "Solve", group: "Actions" },
  { label: "Waiting", group: "Views" },
  { label: "Übersicht", detail: "Berlin", group: "Views" },
];

test("accents, case and width do not matter", () => {
  assert.equal(folded("ÜBER Ｎet"), "uber net");
  assert.deepEqual(labels(matching(all, "uber")), ["Übersicht"]);
});

test("every word has to be found, anywhere", () => {
  assert.deepEqual(labels(matching(all, "me assign")), ["Assign to me"]);
  assert.deepEqual(labels(matching(all, "berlin")), ["Übersicht"]);
  assert.deepEqual(labels(matching(all, "assign berlin")), []);
});

test("beginnings stand before insides", () => {
  const found = matching([{ label: "Resolve" }, { label: "Solve" }], "solve");
  assert.deepEqual(labels(found), ["Solve", "Resolve"]);
  assert.ok(fit({ label: "Solve" }, "so") > fit({ label: "Also" }, "so"));
});

test("without words everything stays in its order, with words groups stay together", () => {
  assert.deepEqual(labels(matching(all, "")), labels(all));
  const mixed: Entry[] = [{ label: "ab", group: "1" }, { label: "xa", group: "2" }, { label: "za", group: "1" }];
  assert.deepEqual(labels(matching(mixed, "a")), ["ab", "za", "xa"]);
});
