// The link by mail: asked for, sent, confirmed by a button, used once.
import { account } from "../accounts.ts";
import { letterTo } from "../outside.ts";
import { expect, test } from "../test.ts";
import { world } from "../world.ts";

test("a customer signs in with the link in the mail", async ({ page }) => {
  const { email } = account("customer");
  await page.goto("/sign-in");
  await page.locator("#field-link-address").fill(email);
  await page.getByRole("button", { name: "Send me a link" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Look into your mail");
  const letter = await letterTo(email, "/sign-in/link");
  const [link = ""] = /http\S+\/sign-in\/link\?token=[\w.~-]+/.exec(letter) ?? [];
  expect(link).toContain(world().url);
  await page.goto(link);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/portal/);
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).not.toContainText("Kim");
});
