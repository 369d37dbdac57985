// What the islands share: reading the page's facts, speaking to the reader, telling typing from commands.

/** The content of a `<meta>` of the page. */
export function fact(name: string): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
}

/** Says a sentence to screen readers without moving the focus. */
export function announce(text: string): void {
  const region = document.getElementById("live-region");
  if (!region) return;
  region.textContent = "";
  // Readers only notice a change of the region.
  requestAnimationFrame(() => (region.textContent = text));
}

/** Runs a task now and after every partial update. */
export function whenever(prepare: () => void): void {
  prepare();
  document.addEventListener("htmx:after:swap", prepare);
}

/** Runs a task once for every element of this kind that is or comes into the page. */
export function each<T extends HTMLElement>(selector: string, prepare: (element: T) => void): void {
  const known = new WeakSet<T>();
  whenever(() => {
    for (const element of document.querySelectorAll<T>(selector)) {
      if (known.has(element)) continue;
      known.add(element);
      prepare(element);
    }
  });
}

/** Whether keys belong to this element because somebody types into it. */
export function takesText(target: EventTarget | null): boolean {
  return target instanceof HTMLElement
    && (target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])"));
}

/** Whether a key belongs to an input method that composes a character (229 is what older browsers say then). */
export function composes(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** An element with a class and a text. */
export function element<K extends keyof HTMLElementTagNameMap>(name: K, className = "", text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/** A picture of the sprite, without a name of its own. */
export function icon(name: string): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const [picture, use] = [document.createElementNS(space, "svg"), document.createElementNS(space, "use")];
  picture.setAttribute("class", "icon");
  picture.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${fact("icons") ?? ""}#${name}`);
  picture.append(use);
  return picture;
}

/** A sentence of the server with its gaps filled: `"Saved {time}"`. */
export function filled(sentence: string | undefined, values: Record<string, string | number>): string {
  return (sentence ?? "").replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
}
