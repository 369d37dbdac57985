// What can be chosen from: entries with a label, found by words of it, asked for from the server.
import { ask } from "./request.ts";

/** One thing to choose; the server sends the same form everywhere. */
export interface Entry {
  label: string;
  /** What tells it from others of the same name. */
  detail?: string;
  /** What is written when it is chosen; the label when absent. */
  value?: string;
  /** Where it leads when it is chosen. */
  href?: string;
  icon?: string;
  /** The keys that do the same. */
  keys?: string;
  /** The heading it stands under. */
  group?: string;
  /** What this page does when it is chosen; never sent. */
  run?: () => void;
}

/** Without accents and case, so that `uber` finds `Über`. */
export function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{Mark}/gu, "").toLowerCase();
}

/** How well an entry fits the words; 0 when it does not. Beginnings of words count more than their insides. */
export function fit(entry: Entry, query: string): number {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const label = folded(entry.label);
  const all = `${label} ${folded(entry.detail ?? "")} ${folded(entry.group ?? "")}`;
  let sum = 1;
  for (const word of words) {
    const place = all.indexOf(word);
    if (place < 0) return 0;
    const begins = place === 0 || /[^\p{Letter}\p{Number}]/u.test(all[place - 1] ?? " ");
    sum += label.startsWith(word) ? 4 : begins ? 3 : label.includes(word) ? 2 : 1;
  }
  return sum;
}

/** The entries that fit, best first; groups stay together in the order of their best entry. */
export function matching(entries: Entry[], query: string, most = 50): Entry[] {
  const rated = entries.map((entry) => ({ entry, fits: fit(entry, query) })).filter(({ fits }) => fits > 0);
  if (!query.trim()) return rated.slice(0, most).map(({ entry }) => entry);
  rated.sort((one, other) => other.fits - one.fits);
  const groups = [...new Set(rated.map(({ entry }) => entry.group))];
  return groups.flatMap((group) => rated.filter(({ entry }) => entry.group === group)).slice(0, most).map(({ entry }) => entry);
}

/** Asks the server for entries; a newer question gives up the older one. */
export class Source {
  readonly #url: string;
  readonly #known = new Map<string, Entry[]>();
  #current: AbortController | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  /** The entries for a text; `undefined` when a newer question came, none when the server fails. */
  async find(text: string): Promise<Entry[] | undefined> {
    this.#current?.abort();
    const known = this.#known.get(text);
    if (known) return known;
    const mine = (this.#current = new AbortController());
    const address = new URL(this.#url, location.href);
    address.searchParams.set("q", text);
    try {
      const answer = await ask<{ entries: Entry[] }>(address.href, { signal: mine.signal });
      const entries = answer?.entries ?? [];
      this.#known.set(text, entries);
      return entries;
    } catch {
      return mine.signal.aborted ? undefined : [];
    }
  }
}
