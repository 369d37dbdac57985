// Administration: queues, mailboxes, organisations, people, and mail in quarantine.
import { account } from "../accounts.ts";
import { stray } from "../house.ts";
import { expect, test } from "../test.ts";
import { unique } from "../tickets.ts";
import type { Page } from "@playwright/test";

test.use({ role: "admin" });

/** Some changes ask for the password once more. */
async function confirmed(page: Page): Promise<void> {
  if (!page.url().includes("/account/confirm")) return;
  await page.getByLabel("Password").fill(account("admin").password);
  await page.getByRole("main").getByRole("button").first().click();
}

test("a queue, a mailbox for it, an organisation and a person", async ({ page }) => {
  await page.goto("/account/confirm?next=%2Fadmin");
  await confirmed(page);

  const mark = unique("").trim();
  await page.goto("/admin/queues");
  await page.getByLabel("Name", { exact: true }).fill(`Returns ${mark}`);
  await page.getByLabel("Letters of the key").fill("RET");
  await page.getByRole("button", { name: "Add" }).click();
  await expect(page.getByRole("cell", { name: `Returns ${mark}` })).toBeVisible();

  await page.goto("/admin/mailboxes");
  await page.getByLabel("Mail address").fill(`returns-${mark}@fjordlight.example`);
  await page.getByLabel("Queue").selectOption({ label: `Returns ${mark}` });
  await page.getByRole("button", { name: "Add" }).click();
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  await page.goto("/admin/mailboxes");
  await expect(page.getByRole("cell", { name: `returns-${mark}@fjordlight.example` })).toBeVisible();

  await page.goto("/admin/organizations");
  await page.getByLabel("Name", { exact: true }).fill(`Foundry ${mark}`);
  await page.getByLabel(/^Mail domains/).fill(`foundry-${mark}.example`);
  await page.getByRole("button", { name: "Add" }).click();
  await expect(page.getByRole("cell", { name: `Foundry ${mark}`, exact: true })).toBeVisible();

  await page.goto("/admin/people/new");
  await page.getByLabel("Name", { exact: true }).fill(`Petra ${mark}`);
  await page.getByLabel("Mail address").fill(`petra@foundry-${mark}.example`);
  await page.getByRole("button", { name: "Add" }).click();
  await page.goto(`/admin/people?q=${mark}`);
  await page.getByLabel(`Role of Petra ${mark}`).selectOption("viewer");
  await expect(page.getByRole("status")).toContainText(["The role is changed."]);
  await page.goto(`/admin/people?q=${mark}`);
  await expect(page.getByLabel(`Role of Petra ${mark}`)).toHaveValue("viewer");
});

test("a wrong form comes back with what was written", async ({ page }) => {
  await page.goto("/admin/queues");
  await page.getByLabel("Name", { exact: true }).fill("Refused");
  await page.getByLabel("Letters of the key").fill("not letters!");
  await page.getByRole("button", { name: "Add" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Refused");
});

test("mail in quarantine is put aside or let in", async ({ page }) => {
  const [lost, wanted] = [unique("To nobody"), unique("To somebody after all")];
  stray("Lost Soul <lost@unknown.example>", lost);
  stray("Found Soul <found@unknown.example>", wanted);
  await page.goto("/admin/quarantine");
  const row = (subject: string) => page.getByRole("row", { name: subject });
  await expect(row(lost)).toContainText("Unknown recipient");
  const decide = async (subject: string, verb: string) => {
    await row(subject).getByRole("checkbox").check();
    await page.getByRole("button", { name: verb, exact: true }).click();
    await expect(page.getByRole("status").first()).toBeVisible();
    await expect(row(subject)).toHaveCount(0);
  };
  await decide(lost, "Put aside");
  await decide(wanted, "Try again");
  await page.goto("/desk");
  await expect(page.getByRole("link", { name: wanted })).toBeVisible();
});
