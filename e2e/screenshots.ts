// Not a test: a picture of every page in both themes, both languages and both widths, for people to look at.
import { join } from "node:path";
import { PAGES, visit } from "./pages.ts";
import { test } from "./test.ts";
import { world } from "./world.ts";

const FOLDER = process.env["AFTERCARE_SCREENSHOTS"] ?? join(import.meta.dirname, "../target/screenshots");
test.describe.configure({ retries: 1 });
const WIDTHS = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };

for (const theme of ["light", "dark"] as const) {
  for (const locale of ["en", "zh-CN"]) {
    for (const [width, viewport] of Object.entries(WIDTHS)) {
      for (const stop of PAGES) {
        const name = `${stop.name}.${width}.${theme}.${locale}.png`;
        test.describe(name, () => {
          test.use({ role: stop.role, viewport, colorScheme: theme });
          test("screenshot", async ({ page, context }) => {
            await context.addCookies([{ name: "preferences", value: `${theme}..${locale}`, url: world().url }]);
            await visit(page, stop);
            await page.screenshot({ path: join(FOLDER, name), fullPage: true, animations: "disabled" });
          });
        });
      }
    }
  }
}
