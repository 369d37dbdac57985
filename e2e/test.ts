// What every spec starts from: the server's address, signing in by role, and a look at accessibility.
import { AxeBuilder } from "@axe-core/playwright";
import { test as plain, expect, type Page } from "@playwright/test";
import { account, type Role } from "./accounts.ts";

export const test = plain.extend<{ quiet: void }>({
  baseURL: async ({}, use) => use(process.env["AFTERCARE_URL"]),
  // A page that logs an error, breaks the content security policy or throws has failed its test.
  quiet: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("console", (message) => {
        // A refusal that the test itself provokes is logged by the browser as a failed load.
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) errors.push(message.text());
      });
      await use();
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Signs in with the password of a role of the demonstration. */
export async function signIn(page: Page, role: Role): Promise<void> {
  const { email, password } = account(role);
  await page.goto("/sign-in");
  await page.getByLabel(/e-?mail/i).first().fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

/** Fails when axe finds a violation of WCAG 2.2 AA that is serious or worse. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const grave = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.html).join("\n  ")}`);
  expect(grave).toEqual([]);
}
