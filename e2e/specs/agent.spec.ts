// An agent's day: read, answer, note, and every field beside the thread.
import { letterTo } from "../outside.ts";
import { expect, test } from "../test.ts";
import { arrived, unique } from "../tickets.ts";

test.use({ role: "agent" });

test("an answer stands in the thread and goes out by mail", async ({ page }) => {
  const subject = unique("The printer is silent");
  await arrived(page, subject);
  const words = unique("Please switch it off and on");
  await page.getByLabel("Text", { exact: true }).fill(`${words}\n\n* first\n* second`);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const answer = page.locator("#thread .message-reply");
  await expect(answer).toContainText(words);
  await expect(answer.getByRole("listitem").filter({ hasText: /^(first|second)$/ })).toHaveCount(2);
  const letter = await letterTo("kim@brandt-logistik.example", words);
  expect(letter).toContain(subject);
  expect(letter).toMatch(/^In-Reply-To: </im);
  await expect(answer.getByTitle(/kim@brandt-logistik\.example: Delivered/)).toContainText("Delivered");
});

test("a note stays inside", async ({ page }) => {
  await arrived(page, unique("A question about the contract"));
  await page.getByText("Internal note", { exact: true }).click();
  const words = unique("They paid twice");
  await page.getByLabel("Text", { exact: true }).fill(words);
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(page.locator("#thread .message-note")).toContainText(words);
});

test("send and solve answers and settles in one go", async ({ page }) => {
  await arrived(page, unique("One more licence"));
  await page.getByLabel("Text", { exact: true }).fill("It is in your account now.");
  await page.getByRole("button", { name: "Send and solve" }).click();
  await expect(page.locator("#head")).toContainText("Solved");
});

test("Ctrl-Enter sends, and a copy makes a follower", async ({ page }) => {
  await arrived(page, unique("The invoice is wrong"));
  await page.getByLabel("Cc").fill("jonas@brandt-logistik.example");
  await page.getByLabel("Text", { exact: true }).fill("We look into it.");
  await page.getByLabel("Text", { exact: true }).press("Control+Enter");
  await expect(page.locator("#thread .message-reply")).toContainText("We look into it.");
  await expect(page.locator("#beside")).toContainText("Jonas Keller");
});

test("fields beside the thread change at once and are told with the agent's name", async ({ page }) => {
  await arrived(page, unique("Slow since the update"));
  await page.getByRole("combobox", { name: /^Status/ }).selectOption({ label: "Open" });
  await expect(page.locator("#thread")).toContainText("Ben Whitlock changed the status from New to Open");
  await page.getByRole("combobox", { name: /^Priority/ }).selectOption("1");
  await expect(page.locator("#thread")).toContainText("changed the priority from P3 to P1");
  await page.getByRole("combobox", { name: /^Assignee/ }).selectOption({ label: "Mei Tanaka" });
  await expect(page.locator("#thread")).toContainText("Ben Whitlock assigned this to Mei Tanaka");
  await page.getByRole("combobox", { name: /^Queue/ }).selectOption({ label: "Billing" });
  await expect(page.locator("#thread")).toContainText("Ben Whitlock moved this to Billing");
  await page.getByRole("textbox", { name: /^Tags/ }).fill("slow, update");
  await page.getByRole("textbox", { name: /^Tags/ }).press("Enter");
  await expect(page.locator("#thread")).toContainText("added the tags");
  await expect(page.locator("#head")).toContainText("slow");
});

test("following and no longer", async ({ page }) => {
  await arrived(page, unique("Keep me in the loop"));
  await page.getByRole("button", { name: "Follow", exact: true }).click();
  await expect(page.locator("#beside")).toContainText("Followers");
  await page.getByRole("button", { name: "Unfollow", exact: true }).click();
  await expect(page.getByRole("button", { name: "Follow", exact: true })).toBeVisible();
});

test("a ticket for somebody on the phone", async ({ page }) => {
  const subject = unique("Called about a reset");
  await page.goto("/desk/new");
  await page.getByLabel("Requester’s address").fill("caller@brandt-logistik.example");
  await page.getByLabel("Subject").fill(subject);
  await page.getByLabel("What happened").fill("They forgot the password of the terminal.");
  await page.getByRole("button", { name: "Create ticket" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(subject);
  await expect(page.locator("#beside")).toContainText("Phone");
});

test("the list is walked with the keyboard", async ({ page }) => {
  // A list that no other spec changes.
  await page.goto(`/desk?q=${encodeURIComponent("数据 state:resolved,closed")}`);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await expect(page.locator("[data-row] a").first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/desk\/[A-Z]+-\d+/);
});
