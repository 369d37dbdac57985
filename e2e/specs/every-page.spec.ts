// Every page stands on its own: the answer it should be, accessible in both themes, no wider than a phone, in Chinese too.
import { PAGES, visit } from "../pages.ts";
import { expect, expectAccessible, test } from "../test.ts";
import { world } from "../world.ts";

for (const stop of PAGES) {
  test.describe(stop.name, () => {
    test.use({ role: stop.role });

    test("is accessible, fits a phone and speaks Chinese", async ({ page, context }) => {
      await visit(page, stop);
      await expectAccessible(page);
      await context.addCookies([{ name: "preferences", value: "dark..zh-CN", url: world().url }]);
      await page.setViewportSize({ width: 390, height: 844 });
      await visit(page, stop);
      await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
      await expectAccessible(page);
      expect(await page.evaluate(tooWide), "what is wider than the screen").toEqual([]);
    });
  });
}

/** What stands out of the screen when the page scrolls sideways; empty when it does not. */
function tooWide(): string[] {
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  const out = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > innerWidth);
  return out.slice(0, 5).map((one) => `${one.tagName} ${one.className} ${one.textContent?.trim().slice(0, 40)}`);
}
