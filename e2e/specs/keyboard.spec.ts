// An agent's ticket by keyboard alone: found in the palette, read, answered with a mention looked up and a preview, settled.
import { expect, test } from "../test.ts";
import { arrived, unique } from "../tickets.ts";

test.use({ role: "agent" });

test("from the palette to the settled ticket without a pointer", async ({ page }) => {
  await arrived(page, unique("The scanner beeps"));
  const key = /\/desk\/([^/?#]+)/.exec(page.url())?.[1] ?? "";
  await page.goto("/desk");
  await page.keyboard.press("Control+k");
  await page.keyboard.type(key.toLowerCase());
  await expect(page.getByRole("option").first()).toContainText(key);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/desk/${key}$`));

  await page.keyboard.press("n");
  const words = unique("Please have a look");
  await page.keyboard.type(`${words} @Mei`);
  await expect(page.getByRole("option", { name: /Mei Tanaka/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator("#thread .message-note")).toContainText(`${words} @Mei Tanaka`);

  await page.keyboard.press("r");
  await page.keyboard.type("It is **fixed**.");
  await page.locator("#composer").getByText("Preview", { exact: true }).press("Enter");
  await expect(page.locator("[data-preview-place] strong")).toHaveText("fixed");
  await page.getByLabel("Text", { exact: true }).press("Control+Shift+Enter");
  await expect(page.locator("#head")).toContainText("Solved");
});

test("g and a letter go to a view, j and Enter open a ticket, s goes to its status", async ({ page }) => {
  await page.goto("/desk");
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await expect(page).toHaveURL(/sort%3A-updated/);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/desk\/[A-Z]+-\d+$/);
  await page.keyboard.press("s");
  await expect(page.getByRole("combobox", { name: /^Status/ })).toBeFocused();
});
