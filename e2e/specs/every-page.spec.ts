// Every page stands on its own: the answer it should be, accessible in both themes, silent, no wider than a phone.
import { PAGES, visit } from "../pages.ts";
import { expect, expectAccessible, test } from "../test.ts";
import { world } from "../world.ts";

for (const stop of PAGES) {
  test.describe(stop.name, () => {
    test.use({ role: stop.role });

    test("is accessible in light and dark", async ({ page }) => {
      await visit(page, stop);
      await expectAccessible(page);
      await page.emulateMedia({ colorScheme: "dark" });
      await expectAccessible(page);
    });

    test("fits a phone and speaks Chinese", async ({ page, context }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await context.addCookies([{ name: "preferences", value: "..zh-CN", url: world().url }]);
      await visit(page, stop);
      await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
      const [width, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect(width, "the page is wider than the screen").toBeLessThanOrEqual(room ?? 0);
    });
  });
}
