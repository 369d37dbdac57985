import assert from "node:assert/strict";
import { test } from "node:test";
import { type Draft, Saver, type Shelf, type State } from "../source/draft.ts";
import { Refused } from "../source/request.ts";

/** A shelf whose clock and server the test owns. */
class Stand implements Shelf {
  readonly put: Shelf["put"];
  sent: [Draft, number | undefined][] = [];
  held: Draft | undefined;
  waiting: (() => void)[] = [];
  answer: () => Promise<{ revision: number; saved_at: string }> = async () => ({ revision: this.sent.length, saved_at: "2026-11-22T12:03:00Z" });

  constructor() {
    this.put = (draft, revision) => {
      this.sent.push([draft, revision]);
      return this.answer();
    };
  }

  keep(draft: Draft | undefined): void {
    this.held = draft;
  }

  later(task: () => void): () => void {
    this.waiting.push(task);
    return () => (this.waiting = this.waiting.filter((other) => other !== task));
  }

  /** Lets the time come for all that waits. */
  async pass(): Promise<void> {
    const due = this.waiting;
    this.waiting = [];
    for (const task of due) task();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function start(): { stand: Stand; saver: Saver; states: State[] } {
  const stand = new Stand();
  const states: State[] = [];
  return { stand, saver: new Saver(stand, undefined, (state) => states.push(state)), states };
}

test("many changes cost one request, and the last text is sent", async () => {
  const { stand, saver, states } = start();
  for (const body of ["H", "He", "Hello"]) saver.change({ body });
  assert.equal(stand.waiting.length, 1);
  await stand.pass();
  assert.deepEqual(stand.sent, [[{ body: "Hello" }, undefined]]);
  assert.equal(states.at(-1), "saved");
  assert.equal(stand.held, undefined, "the browser forgets what the server has");
});

test("leaving a field without a change costs nothing", async () => {
  const { stand, saver } = start();
  saver.begin({ body: "Hello" });
  saver.change({ body: "Hello" });
  await stand.pass();
  assert.equal(stand.sent.length, 0);
  saver.change({ body: "" });
  await stand.pass();
  assert.equal(stand.sent.length, 1, "emptying is a change");
});

test("what is written while saving is saved next, with the revision it builds on", async () => {
  const { stand, saver } = start();
  saver.change({ body: "one" });
  const saving = saver.flush();
  saver.change({ body: "two" });
  await saving;
  await stand.pass();
  assert.deepEqual(stand.sent, [[{ body: "one" }, undefined], [{ body: "two" }, 1]]);
});

test("without a connection the text stays in the browser and is tried again", async () => {
  const { stand, saver, states } = start();
  const works = stand.answer;
  stand.answer = () => Promise.reject(new Error("offline"));
  saver.change({ body: "kept" });
  await stand.pass();
  assert.equal(states.at(-1), "offline");
  assert.deepEqual(stand.held, { body: "kept" });
  stand.answer = works;
  await stand.pass();
  assert.equal(states.at(-1), "saved");
  assert.equal(stand.held, undefined);
});

test("a draft that another window changed is never overwritten", async () => {
  const { stand, saver, states } = start();
  stand.answer = () => Promise.reject(new Refused(409, undefined));
  saver.change({ body: "mine" });
  await stand.pass();
  assert.equal(states.at(-1), "elsewhere");
  saver.change({ body: "more" });
  await stand.pass();
  assert.equal(stand.sent.length, 1);
  assert.deepEqual(stand.held, { body: "mine" }, "and what was written here is not lost");
});

test("a sent text leaves nothing behind", async () => {
  const { stand, saver } = start();
  saver.change({ body: "sent" });
  saver.stop();
  await stand.pass();
  assert.equal(stand.sent.length, 0);
  assert.equal(stand.held, undefined);
});
