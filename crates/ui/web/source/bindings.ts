// Which keys do what for this reader: what the page proposes, what the server knows of them, what this browser remembers.
import { fact } from "./page.ts";

/** Keys by action; an empty text turns an action's keys off. */
export type Bindings = Record<string, string>;

const KEPT = "keys";
/** The switch for all single keys. */
const OFF = "keys-off";

/** What this browser remembers. */
export function own(): Bindings {
  return { ...read(fact("keys")), ...read(stored(KEPT)) };
}

/** Remembers the reader's choice; what is as proposed need not be remembered. */
export function remember(bindings: Bindings): void {
  keep(KEPT, Object.keys(bindings).length ? JSON.stringify(bindings) : undefined);
}

/** Whether single keys work at all. */
export function singleKeysOn(): boolean {
  return stored(OFF) === undefined;
}

/** Turns all single keys on or off. */
export function turnSingleKeys(on: boolean): void {
  keep(OFF, on ? undefined : "true");
}

/** The keys of an action, unless the reader chose others. */
export function keysOf(action: string | undefined, proposed: string): string {
  return (action && own()[action]) ?? proposed;
}

function read(text: string | undefined): Bindings {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return Object.fromEntries(Object.entries(value as object).filter(([, keys]) => typeof keys === "string"));
  } catch {
    return {};
  }
}

function stored(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

function keep(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // A browser that keeps nothing works with the proposed keys.
  }
}
