// Draws the charts of a page; the library comes only when there is one. The table beside it stays for everybody.
import { each, fact } from "./page.ts";

export function startCharts(): void {
  each<HTMLElement>("[data-chart]", (figure) => {
    void import("./plot.ts").then(({ Plot }) => new Plot(figure, fact("zone") ?? "UTC"));
  });
}
