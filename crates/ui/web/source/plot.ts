// One chart, drawn with uPlot in the colours of the theme. Lines differ by their dashes too, not by colour alone.
import uPlot, { type AlignedData, type Axis, type Options, type Series } from "uplot";

/** What a chart shows, as the server writes it into `data-chart`. */
interface Shown {
  kind: "line" | "bars";
  /** Instants as RFC 3339, ascending. */
  at: string[];
  series: { label: string; tone: string; values: (number | null)[] }[];
  unit?: string;
  /** The instants in words; dates when absent. */
  labels?: string[] | null;
  /** What the instants are called. */
  when: string;
}

const HEIGHT = 200;
/** The width that a name below the axis needs, in pixels. */
const ROOM = 72;
const DASHES = [[], [6, 3], [2, 3], [10, 3, 2, 3]];

export class Plot {
  readonly #figure: HTMLElement;
  readonly #place: HTMLElement;
  readonly #shown: Shown;
  readonly #zone: string;
  /** Seconds since 1970, as the library wants them. */
  readonly #at: number[];
  #plot: uPlot | undefined;

  constructor(figure: HTMLElement, zone: string) {
    [this.#figure, this.#zone] = [figure, zone];
    this.#place = figure.querySelector<HTMLElement>("[data-chart-place]")!;
    this.#shown = JSON.parse(figure.dataset["chart"] ?? "{}") as Shown;
    this.#at = this.#shown.at.map((at) => Date.parse(at) / 1000);
    this.#draw();
    new ResizeObserver(() => this.#plot?.setSize({ width: this.#place.clientWidth, height: HEIGHT })).observe(this.#place);
    const redraw = () => this.#draw();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  }

  #draw(): void {
    this.#plot?.destroy();
    const data: AlignedData = [this.#at, ...this.#shown.series.map(({ values }) => values)];
    this.#plot = new uPlot(this.#options(), data, this.#place);
    this.#figure.setAttribute("data-drawn", "");
  }

  #options(): Options {
    const { series, unit, kind, when } = this.#shown;
    const at = this.#at;
    const half = kind === "bars" ? (at.at(-1)! - at[0]!) / Math.max(1, at.length - 1) / 2 : 0;
    return {
      width: this.#place.clientWidth,
      height: HEIGHT,
      padding: [8, 24, 0, 0],
      cursor: { points: { size: 6 }, drag: { x: false, y: false } },
      legend: { show: series.length > 1, live: true },
      scales: { x: { time: false, range: [at[0]! - half, at.at(-1)! + half] }, y: { range: (_, __, most) => [0, Math.max(1, most * 1.1)] } },
      series: [{ label: when, value: (_, moment) => this.#word(moment) }, ...series.map((one, index) => this.#series(one, index, unit))],
      axes: [
        { ...this.#axis(), size: 28, grid: { show: false }, splits: () => this.#marks(), values: (_, marks) => marks.map((mark) => this.#word(mark)) },
        { ...this.#axis(), size: 44, values: (_, marks) => marks.map((mark) => short(mark)) },
      ],
    };
  }

  /** As many of the instants as there is room to name. */
  #marks(): number[] {
    const every = Math.ceil(this.#at.length / Math.max(2, Math.floor(this.#place.clientWidth / ROOM)));
    return this.#at.filter((_, index) => index % every === 0);
  }

  #word(moment: number | null): string {
    if (moment === null) return "–";
    const label = this.#shown.labels?.[this.#at.indexOf(moment)];
    return label ?? new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "short", timeZone: this.#zone }).format(moment * 1000);
  }

  #series({ label, tone }: Shown["series"][number], index: number, unit = ""): Series {
    const stroke = this.#colour(`--${tone}`);
    const value = (_: uPlot, number: number | null) => (number === null ? "–" : `${number.toLocaleString(document.documentElement.lang)}${unit && ` ${unit}`}`);
    if (this.#shown.kind === "bars") return { label, stroke, fill: stroke, width: 0, value, paths: uPlot.paths.bars!({ size: [0.6, 40], radius: 0.15 }), points: { show: false } };
    return { label, stroke, width: 2, dash: DASHES[index % DASHES.length]!, value, points: { show: false } };
  }

  #axis(): Axis {
    const line = this.#colour("--line");
    return { stroke: this.#colour("--text-faint"), font: `12px ${getComputedStyle(this.#figure).fontFamily}`, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1, size: 4 } };
  }

  /** A token of the style sheet as the colour it is in this theme. */
  #colour(token: string): string {
    this.#place.style.color = `var(${token})`;
    const colour = getComputedStyle(this.#place).color;
    this.#place.style.removeProperty("color");
    return colour;
  }
}

function short(number: number): string {
  return new Intl.NumberFormat(document.documentElement.lang, { notation: "compact" }).format(number);
}
