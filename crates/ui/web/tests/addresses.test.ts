import assert from "node:assert/strict";
import { test } from "node:test";
import { looksRight, parts, same, split } from "../source/addresses.ts";

test("addresses are separated as people separate them", () => {
  assert.deepEqual(split("a@x.test, b@x.test; c@x.test\nd@x.test，e@x.test"), ["a@x.test", "b@x.test", "c@x.test", "d@x.test", "e@x.test"]);
  assert.deepEqual(split(" , ;"), []);
});

test("a comma inside a name is part of it", () => {
  assert.deepEqual(split('"Doe, Kim" <kim@x.test>, lee@x.test'), ['"Doe, Kim" <kim@x.test>', "lee@x.test"]);
});

test("a name and its address are told apart", () => {
  assert.deepEqual(parts('"Doe, Kim" <kim@x.test>'), { name: "Doe, Kim", address: "kim@x.test" });
  assert.deepEqual(parts("kim@x.test"), { name: "", address: "kim@x.test" });
  assert.deepEqual(parts("王小明 <wang@x.test>"), { name: "王小明", address: "wang@x.test" });
});

test("what cannot be an address looks wrong", () => {
  for (const good of ["kim@x.test", "Kim <kim@x.test>", "kim@localhost", "王@例子.test"]) assert.ok(looksRight(good), good);
  for (const bad of ["kim", "kim@", "@x.test", "kim@x..test", "kim @x.test", "a@b@c"]) assert.ok(!looksRight(bad), bad);
});

test("the same mailbox is recognised", () => {
  assert.ok(same("Kim <KIM@x.test>", "kim@X.test"));
  assert.ok(!same("kim@x.test", "kim@y.test"));
});
