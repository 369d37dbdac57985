// Names of keys and what they are bound to; knows no page. A name is written as ARIA does: `r`, `Shift+X`, `Control+Enter`.
// Keys pressed one after another are a sequence: `g i`.

/** What a key press says about itself. */
export interface Press {
  key: string;
  code: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** How long the next key of a sequence may take, in milliseconds. */
const PATIENCE = 1200;

/** The name of a pressed key. Control and Command count as the same; layouts without Latin letters go by the key's place. */
export function nameOf({ key, code, shiftKey, ctrlKey, metaKey, altKey }: Press): string {
  const place = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
  const isLatin = /^[\x20-\x7e]+$/.test(key);
  const plain = !isLatin && place ? place : key === " " ? "Space" : key;
  const isLetter = /^[a-z]$/i.test(plain);
  const name = isLetter ? (shiftKey ? plain.toUpperCase() : plain.toLowerCase()) : plain;
  const held = [
    ...(ctrlKey || metaKey ? ["Control"] : []),
    ...(altKey ? ["Alt"] : []),
    // A sign such as `?` already tells that Shift was held.
    ...(shiftKey && (isLetter || name.length > 1) ? ["Shift"] : []),
  ];
  return [...held, name].join("+");
}

/** Whether a binding uses only keys that may be bound: something beside the modifiers themselves. */
export function mayBind(name: string): boolean {
  return !/(^|\+)(Control|Shift|Alt|Meta|AltGraph|CapsLock|Dead|Process|Unidentified|Escape|Tab|Enter)$/.test(name);
}

/** The same binding for the same keys, however it is written. */
export function normalized(binding: string): string {
  return binding
    .trim()
    .split(/\s+/)
    .map((name) => (/\+[a-z]$/.test(name) && name.includes("Shift+") ? name.slice(0, -1) + name.slice(-1).toUpperCase() : name))
    .join(" ");
}

/** The keys of a binding as they are printed on a keyboard, in order. */
export function caps(binding: string, isMac = false): string[] {
  const signs: Record<string, string> = { Control: isMac ? "⌘" : "Ctrl", Shift: "⇧", Alt: isMac ? "⌥" : "Alt", ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→" };
  return binding.split(/\s+/).flatMap((name) => name.split(/\+(?=.)/)).filter(Boolean).map((key) => signs[key] ?? (/^[a-z]$/.test(key) ? key.toUpperCase() : key));
}

/** Reads sequences: remembers what was pressed until it is a binding, or can no longer become one. */
export class Sequence {
  #pressed = "";
  #until = 0;

  /** The binding that this key completes, or `"waiting"` when more keys are needed, or none. */
  press(name: string, at: number, bound: Iterable<string>): { binding: string } | "waiting" | undefined {
    const before = at <= this.#until ? this.#pressed : "";
    const known = [...bound].map(normalized);
    for (const tried of before ? [`${before} ${name}`, name] : [name]) {
      if (known.includes(tried)) {
        this.#pressed = "";
        return { binding: tried };
      }
      if (known.some((binding) => binding.startsWith(`${tried} `))) {
        [this.#pressed, this.#until] = [tried, at + PATIENCE];
        return "waiting";
      }
    }
    this.#pressed = "";
    return undefined;
  }
}

/** The actions that share their keys with another, each with that other. Empty bindings collide with nothing. */
export function collisions(bindings: Record<string, string>): Map<string, string> {
  const owners = new Map<string, string>();
  const found = new Map<string, string>();
  for (const [action, keys] of Object.entries(bindings)) {
    if (!keys.trim()) continue;
    const other = owners.get(normalized(keys));
    if (other === undefined) owners.set(normalized(keys), action);
    else found.set(action, other).set(other, action);
  }
  return found;
}
