// Every page of the product, each once: the tests look at all of them, and so do the screenshots.
import { expect, type Page } from "@playwright/test";
import type { Role } from "./accounts.ts";
import { RICH } from "./house.ts";

/** One page. */
export interface Stop {
  /** The name of its screenshot. */
  name: string;
  /** Who looks at it; a stranger when absent. */
  role?: Role;
  /** Its address. */
  path: string;
  /** The status of the answer; 200 when absent. */
  status?: number;
  /** What leads from the address to what shall be seen. */
  then?: (page: Page) => Promise<void>;
}

/** Follows the first row of the list, or the first link whose name holds the text. */
const open = (text?: string | RegExp) => async (page: Page): Promise<void> => {
  const main = page.getByRole("main");
  await (text ? main.getByRole("link", { name: text }) : main.locator("[data-row] a")).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
};
const query = (text: string): string => `/desk?q=${encodeURIComponent(text)}`;

/** All of them. */
export const PAGES: Stop[] = [
  { name: "sign-in", path: "/sign-in" },
  { name: "sign-in-refused", path: "/sign-in", then: refuseSignIn },
  { name: "link-sent", path: "/sign-in", then: askForLink },
  { name: "link-over", path: "/sign-in/link?token=nonsense", status: 404 },
  { name: "set-up-over", path: "/setup", status: 404 },
  { name: "not-found", path: "/desk/SUP-999999", role: "agent", status: 404 },
  { name: "api", path: "/api/docs", role: "admin" },
  { name: "kit", path: "/dev/kit", role: "admin" },
  { name: "account", path: "/account", role: "agent" },
  { name: "account-customer", path: "/account", role: "customer" },
  { name: "account-confirm", path: "/account/confirm", role: "agent" },
  { name: "list", path: "/desk", role: "agent" },
  { name: "list-mine", path: query("assignee:me status:new,open,waiting"), role: "agent" },
  { name: "list-all", path: query("sort:-updated"), role: "agent" },
  { name: "list-words", path: query("export"), role: "agent" },
  { name: "list-chinese", path: query("数据"), role: "agent" },
  { name: "list-empty", path: query("tag:no-such-tag"), role: "agent" },
  { name: "list-refused", path: query("status:open colour:red"), role: "agent" },
  { name: "ticket", path: query("state:resolved,closed priority:<=2"), role: "agent", then: open() },
  { name: "ticket-rich", path: query(`"${RICH}"`), role: "agent", then: open(RICH) },
  { name: "ticket-chinese", path: query("数据"), role: "agent", then: open() },
  { name: "ticket-new", path: "/desk/new", role: "agent" },
  { name: "portal", path: "/portal", role: "customer" },
  { name: "portal-done", path: "/portal?view=done", role: "customer" },
  { name: "portal-empty", path: "/portal?words=nothinglikethis", role: "customer" },
  { name: "portal-ticket", path: "/portal?view=all", role: "customer", then: open(RICH) },
  { name: "portal-settled", path: "/portal?view=done", role: "customer", then: open() },
  { name: "portal-new", path: "/portal/new", role: "customer" },
  { name: "admin-health", path: "/admin", role: "admin" },
  { name: "admin-people", path: "/admin/people", role: "admin" },
  { name: "admin-person-new", path: "/admin/people/new", role: "admin" },
  { name: "admin-organizations", path: "/admin/organizations", role: "admin" },
  { name: "admin-mailboxes", path: "/admin/mailboxes", role: "admin" },
  { name: "admin-queues", path: "/admin/queues", role: "admin" },
  { name: "admin-quarantine", path: "/admin/quarantine", role: "admin" },
  { name: "admin-mail", path: "/admin/quarantine", role: "admin", then: open(/invoice/) },
  { name: "admin-jobs", path: "/admin/jobs", role: "admin" },
  { name: "admin-audit", path: "/admin/audit", role: "admin" },
];

/** Goes there and waits until it stands still. */
export async function visit(page: Page, stop: Stop): Promise<void> {
  const answer = await page.goto(stop.path);
  expect(answer?.status(), stop.path).toBe(stop.status ?? 200);
  await stop.then?.(page);
  await page.evaluate(() => document.fonts.ready);
}

async function refuseSignIn(page: Page): Promise<void> {
  await page.locator("input[name=address]").first().fill("nobody@example.org");
  await page.locator("input[name=password]").fill("not the password at all");
  await page.locator("form[action='/sign-in'] button").click();
  await expect(page.getByRole("alert")).toBeVisible();
}

async function askForLink(page: Page): Promise<void> {
  await page.locator("#field-link-address").fill(`somebody-${Date.now()}-${Math.random()}@example.org`);
  await page.locator("button[value=sign_in]").click();
  await expect(page).not.toHaveURL(/sign-in$/);
}
