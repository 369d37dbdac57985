// Tickets for specs: each spec has its own, so that they do not get in each other's way.
import { expect, type Page } from "@playwright/test";
import { post } from "./outside.ts";

let number = 0;

/** Words that occur nowhere else. */
export function unique(words: string): string {
  return `${words} ${Date.now().toString(36)}${(number += 1)}`;
}

/** Sends a mail, waits for its ticket and opens it as an agent; answers its address. */
export async function arrived(page: Page, subject: string, text = "It does not work since this morning."): Promise<string> {
  await post({ from: "Kim Brandt <kim@brandt-logistik.example>", to: "support@fjordlight.example", subject, text });
  await openTicket(page, subject);
  return page.url();
}

/** Opens a ticket that is there or will be in a moment. */
export async function openTicket(page: Page, subject: string): Promise<void> {
  await page.goto(`/desk?q=${encodeURIComponent("kind:ticket state:triage,todo,doing,waiting")}`);
  await page.getByRole("link", { name: subject }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(subject);
}
