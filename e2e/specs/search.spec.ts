// Queries: words, fields, both together, and Chinese words of two characters.
import { expect, test } from "../test.ts";

test.use({ role: "agent" });

for (const [words, part] of [["数据", "数据"], ["连接", "连接"], ["export", "xport"]] as const) {
  test(`“${words}” finds tickets`, async ({ page }) => {
    await page.goto("/desk");
    await page.getByRole("searchbox").fill(words);
    await page.getByRole("searchbox").press("Enter");
    await expect(page.locator("[data-row] a").first()).toContainText(part);
    await expect(page.locator("main")).toContainText(/\d+ found/);
  });
}

test("a field narrows the words", async ({ page }) => {
  await page.goto(`/desk?q=${encodeURIComponent("数据 state:resolved,closed priority:1")}`);
  await expect(page.locator("[data-row]").first()).toContainText("P1");
});

test("a query that cannot be read says where", async ({ page }) => {
  await page.goto(`/desk?q=${encodeURIComponent("status:open colour:red")}`);
  await expect(page.getByRole("alert")).toContainText("colour");
  await expect(page.getByRole("searchbox")).toHaveValue("status:open colour:red");
});
