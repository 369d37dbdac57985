// Signing in: the page stands on its own, says what is wrong, and lets the right person in.
import { signIn } from "../sign-in.ts";
import { expect, expectAccessible, test } from "../test.ts";

test("the sign-in page is accessible in both themes", async ({ page }) => {
  await page.goto("/sign-in");
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
});

test("a wrong password is refused without telling which part was wrong", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel(/e-?mail/i).first().fill("nobody@example.org");
  await page.getByLabel("Password", { exact: true }).fill("not the password at all");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page).toHaveURL(/sign-in/);
});

test("a page behind the sign-in asks for it", async ({ page }) => {
  await page.goto("/desk");
  await expect(page).toHaveURL(/sign-in/);
});

for (const role of ["admin", "agent", "customer"] as const) {
  test(`the ${role} of the demonstration signs in by keyboard and form`, async ({ page }) => {
    await signIn(page, role);
    await expectAccessible(page);
  });
}

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("signing in works", async ({ page }) => {
    await signIn(page, "customer");
  });
});
