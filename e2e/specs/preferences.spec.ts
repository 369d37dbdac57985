// Theme, density and language: chosen in the menu, kept over pages.
import { expect, test } from "../test.ts";

test.use({ role: "agent" });

test("theme and language switch and stay", async ({ page }) => {
  await page.goto("/desk");
  await page.locator(".account summary").click();
  await page.getByRole("button", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  if (!(await page.getByRole("button", { name: "简体中文" }).isVisible())) await page.locator(".account summary").click();
  await page.getByRole("button", { name: "简体中文" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("处理中");
});
