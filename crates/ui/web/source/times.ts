// Relative times stay true while a page is open. The phrases come from the server, in the page's language.
import { fact } from "./page.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Words = Record<string, string>;

export function startTimes(): void {
  const words = JSON.parse(fact("time-words") ?? "{}") as Words;
  const made = Date.parse(fact("now") ?? "");
  // A reader's clock may be wrong; the server's counts.
  const ahead = Number.isNaN(made) ? 0 : Date.now() - made;
  const refresh = () => {
    for (const element of document.querySelectorAll<HTMLTimeElement>("time[data-relative]")) {
      const seconds = Math.trunc((Date.parse(element.dateTime) - (Date.now() - ahead)) / 1000);
      const text = phrase(words, seconds, element.dataset["relative"] === "short");
      if (text && text !== element.textContent) element.textContent = text;
    }
  };
  setInterval(refresh, 15_000);
  document.addEventListener("visibilitychange", refresh);
}

/** The words for a distance; beyond a week the date that the server wrote stays. */
function phrase(words: Words, seconds: number, short: boolean): string | undefined {
  const size = Math.abs(seconds);
  if (size >= 7 * DAY) return undefined;
  const [unit, count]: [string, number] =
    size < MINUTE ? ["now", 0]
    : size < HOUR ? ["Minutes", Math.trunc(size / MINUTE)]
    : size < DAY ? ["Hours", Math.trunc(size / HOUR)]
    : ["Days", Math.trunc(size / DAY)];
  const key = unit === "now" ? (short ? "shortNow" : "now")
    : short ? `short${unit}`
    : seconds < 0 ? `${unit.toLowerCase()}Ago` : `in${unit}`;
  return words[key]?.replace("{n}", String(count));
}
