// A draft is saved on the server at most every two seconds while somebody writes. What the server has not got yet is
// kept in the browser, so that neither a crash nor a lost connection loses a word.
import { filled, fact } from "./page.ts";
import { Refused, ask } from "./request.ts";

/** What a draft holds: the fields of the composer that people fill. */
export type Draft = Record<string, string>;

/** The server's answer to a saved draft. */
interface Saved {
  revision: number;
  saved_at: string;
}

/** How a draft is saved; the browser's way stands below, tests have their own. */
export interface Shelf {
  put(draft: Draft, revision: number | undefined): Promise<Saved>;
  /** Keeps the text in the browser until it is on the server; without one, forgets it. */
  keep(draft: Draft | undefined): void;
  later(task: () => void, milliseconds: number): () => void;
}

/** Where saving stands. */
export type State = "saved" | "changed" | "saving" | "offline" | "elsewhere";

const PAUSE = 2_000;
const RETRY = 5_000;

/** Saves what changes, one request at a time. */
export class Saver {
  readonly #shelf: Shelf;
  readonly #tell: (state: State, at?: string) => void;
  #revision: number | undefined;
  #waiting: Draft | undefined;
  /** What was last handed over, to tell a change from a mere leaving of a field. */
  #known = "";
  #busy = false;
  #cancel: (() => void) | undefined;
  #stopped = false;

  constructor(shelf: Shelf, revision: number | undefined, tell: (state: State, at?: string) => void) {
    this.#shelf = shelf;
    this.#revision = revision;
    this.#tell = tell;
  }

  /** What the form holds when it is opened. */
  begin(draft: Draft): void {
    this.#known = JSON.stringify(draft);
  }

  /** Something was written. */
  change(draft: Draft): void {
    if (this.#stopped || JSON.stringify(draft) === this.#known) return;
    this.begin(draft);
    this.#waiting = draft;
    this.#shelf.keep(draft);
    this.#tell("changed");
    if (!this.#busy) this.#cancel ??= this.#shelf.later(() => void this.flush(), PAUSE);
  }

  /** Saves at once, as when the page is left. */
  async flush(): Promise<void> {
    this.#cancel?.();
    this.#cancel = undefined;
    const draft = this.#waiting;
    if (!draft || this.#busy || this.#stopped) return;
    this.#waiting = undefined;
    this.#busy = true;
    this.#tell("saving");
    try {
      const saved = await this.#shelf.put(draft, this.#revision);
      this.#revision = saved.revision;
      if (!this.#waiting) this.#shelf.keep(undefined);
      this.#tell(this.#waiting ? "changed" : "saved", saved.saved_at);
    } catch (error) {
      this.#waiting ??= draft;
      this.#failed(error);
    } finally {
      this.#busy = false;
      if (this.#waiting && !this.#stopped) this.#cancel ??= this.#shelf.later(() => void this.flush(), PAUSE);
    }
  }

  #failed(error: unknown): void {
    // The draft was changed in another window: this one must not overwrite it unseen.
    if (error instanceof Refused && error.status === 409) {
      this.#stopped = true;
      this.#tell("elsewhere");
      return;
    }
    this.#tell("offline");
    this.#cancel = this.#shelf.later(() => void this.flush(), RETRY);
  }

  /** The text was sent: nothing of it is kept. */
  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
    this.#shelf.keep(undefined);
  }
}

/** The shelf of a composer: the address of its draft on the server, and a place in the browser. */
export function shelf(url: string): Shelf {
  const place = `draft:${url}`;
  return {
    put: async (draft, revision) => {
      const saved = await ask<Saved>(url, { method: "PUT", json: { ...draft, revision: revision ?? null }, keepalive: true });
      if (!saved) throw new Error("the answer to a draft is empty");
      return saved;
    },
    keep: (draft) => {
      try {
        if (draft) localStorage.setItem(place, JSON.stringify(draft));
        else localStorage.removeItem(place);
      } catch {
        // Full or forbidden: the server still has what it got.
      }
    },
    later: (task, milliseconds) => {
      const timer = setTimeout(task, milliseconds);
      return () => clearTimeout(timer);
    },
  };
}

/** What the browser kept of a draft that never reached the server. */
export function kept(url: string): Draft | undefined {
  try {
    return (JSON.parse(localStorage.getItem(`draft:${url}`) ?? "null") as Draft | null) ?? undefined;
  } catch {
    return undefined;
  }
}

/** The words for a state, as `Saved 12:03`. */
export function words(place: HTMLElement, state: State, at?: string): string {
  const time = at === undefined ? "" : new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: fact("zone") ?? "UTC" }).format(new Date(at));
  return filled(place.dataset[state], { time });
}
