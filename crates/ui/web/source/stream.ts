// One stream of events per browser. The tabs elect a leader by a lock; the leader listens and tells the others.
// Every tab remembers the last number it has seen, so that a new leader resumes exactly there.

/** One thing that changed, as the server numbers it. */
export interface Change {
  number: number;
  subject: string;
  id: number;
  item?: number | null;
}

/** What a tab is told: a change, or that it missed some and has to look anew at everything. */
export type News = Change | "missed";

type Notice =
  | { kind: "change"; change: Change }
  | { kind: "hello"; tab: string; after: number }
  | { kind: "missed"; tab?: string };

const KEPT = 500;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

export class Stream {
  readonly #tab = Math.random().toString(36).slice(2);
  readonly #tell: (news: News) => void;
  readonly #channel: BroadcastChannel | undefined;
  #last: number;
  #first = Number.POSITIVE_INFINITY;
  #kept: Change[] = [];
  #source: EventSource | undefined;
  #wait = FIRST_WAIT;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #release: (() => void) | undefined;
  #closed = false;

  constructor(after: number, tell: (news: News) => void) {
    this.#last = after;
    this.#tell = tell;
    if (!navigator.locks || !window.BroadcastChannel) {
      this.#listen();
      return;
    }
    this.#channel = new BroadcastChannel("live");
    this.#channel.onmessage = (event: MessageEvent<Notice>) => this.#hear(event.data);
    this.#say({ kind: "hello", tab: this.#tab, after });
    void navigator.locks.request("live", () => {
      if (this.#closed) return;
      this.#listen();
      return new Promise<void>((release) => (this.#release = release));
    });
  }

  /** Leaves; another tab takes over. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#release?.();
    this.#channel?.close();
  }

  /** The number of the last event this tab has seen. */
  get last(): number {
    return this.#last;
  }

  #say(notice: Notice): void {
    if (!this.#closed) this.#channel?.postMessage(notice);
  }

  /** What other tabs say. */
  #hear(notice: Notice): void {
    if (notice.kind === "change") this.#take(notice.change);
    else if (notice.kind === "missed" && (notice.tab ?? this.#tab) === this.#tab) this.#tell("missed");
    else if (notice.kind === "hello" && this.#source) this.#greet(notice.tab, notice.after);
  }

  /** The leader tells a new tab what happened since its page was made. */
  #greet(tab: string, after: number): void {
    if (after < this.#first) this.#say({ kind: "missed", tab });
    else for (const change of this.#kept) if (change.number > after) this.#say({ kind: "change", change });
  }

  #take(change: Change): void {
    if (change.number <= this.#last) return;
    this.#last = change.number;
    this.#tell(change);
  }

  /** The leader opens the stream where it last was. */
  #listen(): void {
    this.#first = Math.min(this.#first, this.#last);
    this.#source = new EventSource(`/live?after=${this.#last}`);
    this.#source.onopen = () => (this.#wait = FIRST_WAIT);
    this.#source.onmessage = (event) => this.#arrive(JSON.parse(event.data) as Change);
    this.#source.addEventListener("reload", (event) => this.#overtake(Number(event.lastEventId)));
    // The browser reconnects by itself after a broken connection, but not after a refusal.
    this.#source.onerror = () => {
      if (this.#source?.readyState !== EventSource.CLOSED || this.#closed) return;
      this.#timer = setTimeout(() => this.#listen(), this.#wait * (0.5 + Math.random()));
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    };
  }

  #arrive(change: Change): void {
    this.#kept.push(change);
    if (this.#kept.length > KEPT) this.#first = this.#kept.shift()?.number ?? this.#first;
    this.#say({ kind: "change", change });
    this.#take(change);
  }

  /** So much happened that the server does not repeat it. */
  #overtake(number: number): void {
    this.#kept = [];
    this.#first = number;
    this.#last = Math.max(this.#last, number);
    this.#say({ kind: "missed" });
    this.#tell("missed");
  }
}
