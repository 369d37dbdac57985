// Going through tickets by keyboard alone.
import { expect, test } from "../test.ts";

test.use({ role: "agent" });

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
