import assert from "node:assert/strict";
import { test } from "node:test";
import { gaps, promisesFile } from "../source/warnings.ts";

test("a promised file is noticed in several languages", () => {
  for (const text of ["See the attached log.", "I attach it.", "Anbei das Protokoll", "im Anhang", "请看附件", "Ci-joint le fichier", "файл во вложении"]) {
    assert.ok(promisesFile(text), text);
  }
});

test("what is quoted or code promises nothing", () => {
  assert.ok(!promisesFile("> I attached the log\n\nThank you."));
  assert.ok(!promisesFile("Run `git attach`"));
  assert.ok(!promisesFile("```\nattachment = 1\n```"));
  assert.ok(!promisesFile("We are looking into it."));
});

test("unfilled gaps are named once each", () => {
  assert.deepEqual(gaps("Hello {{first_name}}, {{first_name}} and [[product]]"), ["{{first_name}}", "[[product]]"]);
  assert.deepEqual(gaps("Dear {name},"), ["{name}"]);
});

test("braces that are no gaps are left alone", () => {
  assert.deepEqual(gaps('```\n{"a": {{x}}}\n```\n{ "key": 1 } and [a](b) and {}'), []);
});
