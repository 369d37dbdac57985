// A customer's day without script: sign in, ask with a file, reply, settle, come back, search.
import { readFile } from "node:fs/promises";
import { signIn } from "../sign-in.ts";
import { expect, test } from "../test.ts";
import { unique } from "../tickets.ts";

test.use({ javaScriptEnabled: false });

test("asks, replies, settles and reopens", async ({ page }) => {
  await signIn(page, "customer");
  await page.getByRole("main").getByRole("link", { name: "Ask for help" }).click();
  const subject = unique("The forecast is empty");
  await page.getByLabel("Subject").fill(subject);
  await page.getByLabel("What happened?").fill("I opened the forecast and saw nothing.");
  await page.getByLabel(/^Files/).setInputFiles({ name: "forecast.txt", mimeType: "text/plain", buffer: Buffer.from("empty") });
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(subject);

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: /forecast\.txt/ }).click();
  expect(await readFile(await (await download).path(), "utf8")).toBe("empty");

  await page.getByLabel("Your reply").fill("It is the same in another browser.");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.locator("#thread .message")).toHaveCount(2);

  await page.getByRole("button", { name: "This is settled for me" }).click();
  await expect(page.locator("#head")).toContainText("Settled");
  await page.getByLabel("Your reply").fill("Not quite: it is empty again.");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.locator("#head")).toContainText("In progress");
  await expect(page.locator("#thread .message")).toHaveCount(3);

  await page.goto("/portal");
  const [, word = ""] = /(\S+)$/.exec(subject) ?? [];
  await expect(async () => {
    await page.goto(`/portal?words=${word}`);
    await expect(page.getByRole("link", { name: subject })).toBeVisible({ timeout: 500 });
  }).toPass();
});

test("does not see the staff's pages", async ({ page }) => {
  await signIn(page, "customer");
  for (const path of ["/desk", "/admin", "/admin/people"]) {
    expect((await page.goto(path))?.status(), path).toBeGreaterThanOrEqual(403);
  }
});
