// Two agents at once: each sees what the other does, and nobody loses what they were writing.
import { post } from "../outside.ts";
import { watchFor } from "../sight.ts";
import { expect, test } from "../test.ts";
import { arrived, unique } from "../tickets.ts";

/** A change is seen by others within this many milliseconds. */
const GOAL = 300;
/** What a machine that is busy with other tests must keep; the goal itself is measured when it is quiet. */
const ALLOWED = 2_000;

test.use({ role: "agent" });

test.describe("in time", () => {
  // A machine that is busy with other things is given another chance; the goal stays.
  test.describe.configure({ retries: 2 });

  test("a colleague sees answers and changes at once", async ({ page, browserOf }) => {
    const colleague = await browserOf("admin");
    await colleague.goto(await arrived(page, unique("Two at once")));
    const times: number[] = [];
    // The clock runs from the moment the change is committed: the answer to the form.
    const measure = async (words: string, act: () => Promise<unknown>): Promise<void> => {
      const seen = colleague.evaluate(watchFor, words);
      const done = page.waitForResponse((answer) => answer.request().method() === "POST");
      await act();
      const { startTime, responseStart } = (await done).request().timing();
      times.push(Math.round((await seen) - startTime - responseStart));
    };
    for (const words of ["The first words", "The second words"].map(unique)) {
      await page.getByText("Internal note", { exact: true }).click();
      await page.getByLabel("Text", { exact: true }).fill(words);
      await measure(words, () => page.getByRole("button", { name: "Add note" }).click());
      await expect(page.locator("#thread")).toContainText(words);
    }
    for (const level of ["1", "2", "4"]) {
      await measure(`to P${level}`, () => page.getByRole("combobox", { name: /^Priority/ }).selectOption(level));
      await expect(page.locator("#thread")).toContainText(`to P${level}`);
    }
    const middle = times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? Infinity;
    console.log(`a colleague sees changes after ${times.join(", ")} ms; the middle one after ${middle} ms`);
    if (middle > GOAL) console.warn(`the goal of ${GOAL} ms is missed on this machine now`);
    expect(middle).toBeLessThan(ALLOWED);
  });
});

test("an update keeps typed text and focus", async ({ page, browserOf }) => {
  const colleague = await browserOf("admin");
  const subject = unique("Typing meanwhile");
  await colleague.goto(await arrived(page, subject));
  const field = page.getByLabel("Text", { exact: true });
  await field.fill("Half an answer, ");
  await field.press("End");
  await colleague.getByText("Internal note", { exact: true }).click();
  await colleague.getByLabel("Text", { exact: true }).fill("I know this one.");
  await colleague.getByRole("button", { name: "Add note" }).click();
  await expect(page.locator("#thread")).toContainText("I know this one.");
  await expect(field).toBeFocused();
  await page.keyboard.type("and the rest");
  await expect(field).toHaveValue("Half an answer, and the rest");
  await field.fill("");
});

test("an answer that crosses another is refused and kept", async ({ page, browserOf }) => {
  const colleague = await browserOf("admin");
  await colleague.goto(await arrived(page, unique("Crossing answers")));
  await colleague.getByLabel("Text", { exact: true }).fill("The first answer.");
  await page.getByLabel("Text", { exact: true }).fill("The second answer.");
  await colleague.getByRole("button", { name: "Send", exact: true }).click();
  await expect(colleague.locator("#thread")).toContainText("The first answer.");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByText("Somebody wrote since you opened this page.")).toBeVisible();
  await expect(page.getByLabel("Text", { exact: true })).toHaveValue("The second answer.");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.locator("#thread")).toContainText("The second answer.");
});

test("a mail appears in the open list by itself", async ({ page }) => {
  await page.goto("/desk");
  const subject = unique("Straight from the listener");
  await post({ from: "Priya Nair <priya@alderfinch.example>", to: "support@fjordlight.example", subject, text: "Hello" });
  await expect(page.getByRole("link", { name: subject })).toBeVisible();
});
