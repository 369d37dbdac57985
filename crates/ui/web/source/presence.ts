// Who else is here: this page says what its reader does, the server answers with everyone else, as HTML.
import { merge } from "./htmx.ts";
import { each } from "./page.ts";
import { askHtml } from "./request.ts";

/** What somebody does on a page. */
type State = "viewing" | "typing" | "left";

/** The server forgets who says nothing for a while; this often something is said. */
const BEAT = 20_000;
/** Who has not typed for so long is reading. */
const REST = 6_000;

export function startPresence(): void {
  each<HTMLElement>("[data-presence]", (place) => new Presence(place));
}

class Presence {
  readonly #place: HTMLElement;
  readonly #id: string;
  #state: State = "viewing";
  #rest: ReturnType<typeof setTimeout> | undefined;
  #beat: ReturnType<typeof setTimeout> | undefined;

  constructor(place: HTMLElement) {
    this.#place = place;
    this.#id = place.id;
    document.addEventListener("input", ({ target }) => {
      if (target instanceof Element && target.closest("[data-composer] textarea")) this.#type();
    });
    document.addEventListener("submit", () => this.#say("viewing"));
    document.addEventListener("visibilitychange", () => (document.hidden ? this.#leave() : this.#say("viewing")));
    addEventListener("pagehide", () => this.#leave());
    if (!document.hidden) this.#say("viewing");
  }

  #type(): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#say("viewing"), REST);
    if (this.#state !== "typing") this.#say("typing");
  }

  #say(state: State): void {
    this.#state = state;
    clearTimeout(this.#beat);
    if (document.hidden) return;
    this.#beat = setTimeout(() => this.#say(this.#state), BEAT);
    void this.#send();
  }

  async #send(): Promise<void> {
    const url = this.#place.dataset["presence"];
    const place = document.getElementById(this.#id);
    if (!url || !place) return clearTimeout(this.#beat);
    try {
      await merge(place, await askHtml(url, { method: "POST", form: new URLSearchParams({ state: this.#state }) }));
    } catch {
      // The next beat tries again.
    }
  }

  #leave(): void {
    clearTimeout(this.#beat);
    clearTimeout(this.#rest);
    const url = this.#place.dataset["presence"];
    if (!url || this.#state === "left") return;
    this.#state = "left";
    const form = new URLSearchParams({ state: this.#state });
    askHtml(url, { method: "POST", form, keepalive: true }).catch(() => undefined);
  }
}
