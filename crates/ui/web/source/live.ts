// Elements that follow what others do: when an event concerns one, its fresh HTML is fetched and merged.
import { merge } from "./htmx.ts";
import { announce, fact } from "./page.ts";
import { Stream, type Change, type News } from "./stream.ts";

/** Several events within this many milliseconds cost one request. */
const GATHER = 40;

type State = "waiting" | "fetching" | "again";
const states = new WeakMap<Element, State>();

export function startLive(): void {
  const after = fact("live-after");
  if (after === undefined) return;
  let stream = new Stream(Number(after), tell);
  addEventListener("pagehide", () => stream.close());
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    stream = new Stream(stream.last, tell);
    tell("missed");
  });
  keepTypedText();
}

/** Fields that somebody has touched are left alone by updates. */
function keepTypedText(): void {
  document.addEventListener("input", (event) => {
    if (event.target instanceof Element && event.target.matches("input, textarea, select")) {
      event.target.setAttribute("data-dirty", "");
    }
  });
  document.addEventListener("reset", (event) => {
    for (const field of (event.target as Element).querySelectorAll("[data-dirty]")) field.removeAttribute("data-dirty");
  });
}

/** Fetches everything that is followed anew, as after an action of one's own. */
export function refreshAll(): void {
  tell("missed");
}

function tell(news: News): void {
  for (const element of document.querySelectorAll("[data-live], [data-live-items]")) {
    if (news === "missed" || concerns(element, news)) refresh(element);
  }
}

/** Whether an element follows what this event is about. */
function concerns(element: Element, { subject, id, item }: Change): boolean {
  const about = new Set([subject, `${subject}s`, `${subject}:${id}`]);
  if (item != null) about.add("items").add(`item:${item}`);
  const follows = (element.getAttribute("data-live") ?? "").split(/[\s,]+/);
  const items = (element.getAttribute("data-live-items") ?? "").split(/[\s,]+/);
  return follows.some((topic) => about.has(topic)) || (item != null && items.includes(String(item)));
}

/** Fetches an element after a moment; what happens meanwhile is fetched once more, never twice at a time. */
function refresh(element: Element): void {
  const state = states.get(element);
  if (state === "waiting" || state === "again") return;
  if (state === "fetching") {
    states.set(element, "again");
    return;
  }
  states.set(element, "waiting");
  setTimeout(() => void update(element), GATHER);
}

async function update(element: Element): Promise<void> {
  states.set(element, "fetching");
  try {
    const url = element.getAttribute("data-live-url") || location.href;
    const { ok, html } = await fetched(url);
    // A refusal or a page without the element says that it is gone; what the reader has before them stays.
    if (ok && element.isConnected && html.includes(`id="${element.id}"`)) {
      await merge(element, html);
      const words = element.getAttribute("data-live-say");
      if (words) announce(words);
    }
  } catch {
    // Offline: the stream comes back with what was missed.
  }
  const again = states.get(element) === "again";
  states.delete(element);
  if (again) refresh(element);
}

type Answer = { ok: boolean; html: string };
const asked = new Map<string, Promise<Answer>>();

/** Elements that follow the same event share one request. */
function fetched(url: string): Promise<Answer> {
  let answer = asked.get(url);
  if (!answer) {
    const headers = { "HX-Request": "true", "HX-Current-URL": location.href, "X-Live": "true" };
    answer = fetch(url, { headers }).then(async (response) => ({ ok: response.ok, html: await response.text() }));
    asked.set(url, answer);
    setTimeout(() => asked.delete(url));
  }
  return answer;
}
