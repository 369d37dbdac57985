// Signing in as somebody of the demonstration.
import { expect, type Page } from "@playwright/test";
import { type Account, account, type Role } from "./accounts.ts";

/** Signs in with the password of a role of the demonstration. */
export async function signIn(page: Page, role: Role): Promise<void> {
  await signInWith(page, account(role));
}

/** Signs in with a password. */
export async function signInWith(page: Page, { email, password }: Account): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel(/e-?mail/i).first().fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}
