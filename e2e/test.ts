// What every spec starts from: whose browser it is, a watch on everything that goes wrong, and a look at accessibility.
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { type BrowserContext, type Page, expect, test as plain } from "@playwright/test";
import type { Role } from "./accounts.ts";
import { world } from "./world.ts";

export { expect };

/** A browser signed in as a role, further ones for further people, none of which may log an error. */
export const test = plain.extend<{ role: Role | undefined; browserOf: (role: Role) => Promise<Page>; quiet: void }>({
  baseURL: async ({}, use) => use(world().url),
  role: [undefined, { option: true }],
  storageState: async ({ role }, use) => use(role ? stateOf(role) : undefined),
  browserOf: async ({ browser }, use) => {
    const contexts: BrowserContext[] = [];
    const errors: string[] = [];
    await use(async (role) => {
      const context = await browser.newContext({ baseURL: world().url, storageState: stateOf(role) });
      contexts.push(context);
      watch(context, errors);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(errors).toEqual([]);
  },
  quiet: [
    async ({ context }, use) => {
      const errors: string[] = [];
      watch(context, errors);
      await use();
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

function stateOf(role: Role): string {
  return join(world().states, `${role}.json`);
}

/** Besides failed loads: in the frame of a letter not even the test's own script runs. */
const EXPECTED = /^Failed to load resource|^Blocked script execution in '[^']*\/letter'/;

/** A page that logs an error, breaks the content security policy, throws or opens a dialog has failed its test. */
function watch(context: BrowserContext, errors: string[]): void {
  context.on("weberror", (error) => errors.push(String(error.error())));
  context.on("dialog", (dialog) => {
    errors.push(`a dialog opened: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on("request", (request) => {
    if (request.url().endsWith("/csp-report")) errors.push(`reported: ${request.postData() ?? ""}`);
  });
  context.on("console", (message) => {
    // A refusal that a test itself provokes is logged by the browser as a failed load.
    if (message.type() === "error" && !EXPECTED.test(message.text())) errors.push(message.text());
  });
}

/** Fails when axe finds a violation of WCAG 2.2 AA that is serious or worse. */
export async function expectAccessible(page: Page): Promise<void> {
  // The frames of letters hold documents of strangers, in which no script runs, not even axe.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .exclude("iframe")
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const grave = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.html).join("\n  ")}`);
  expect(grave).toEqual([]);
}
