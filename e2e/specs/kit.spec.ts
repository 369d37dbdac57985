// The parts that pages are made of, on the page that shows them all: by keyboard, by pointer, without script, in both
// themes, languages and directions.
import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "../test.ts";
import { world } from "../world.ts";

test.use({ role: "agent" });

const palette = (page: Page) => page.getByRole("dialog", { name: "Search and do" });
const list = (page: Page) => page.locator("#kit-tickets");
const composer = (page: Page) => page.locator("#kit-full");
const text = (page: Page) => composer(page).getByLabel("Text", { exact: true });

test.beforeEach(async ({ page, javaScriptEnabled }) => {
  await page.goto("/dev/kit");
  if (javaScriptEnabled !== false) await expect(page.locator("#kit-lines[data-drawn]")).toBeVisible();
});

test.describe("is accessible", () => {
  for (const theme of ["light", "dark"]) {
    for (const locale of ["en", "zh-CN"]) {
      for (const direction of ["ltr", "rtl"]) {
        test(`${theme} ${locale} ${direction}`, async ({ page, context }) => {
          test.slow();
          await context.addCookies([{ name: "preferences", value: `${theme}..${locale}`, url: world().url }]);
          for (const path of ["/dev/kit", "/dev/kit/ticket"]) {
            await page.goto(path);
            await page.evaluate((direction) => (document.documentElement.dir = direction), direction);
            await expectAccessible(page);
          }
          await page.keyboard.press("Control+k");
          await expectAccessible(page);
          await page.keyboard.press("Escape");
          await page.keyboard.press("?");
          await expectAccessible(page);
          await page.keyboard.press("Escape");
          await page.setViewportSize({ width: 390, height: 844 });
          expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
        });
      }
    }
  }
});

test.describe("keys", () => {
  test("move, select, select up to here, and act on the selection", async ({ page }) => {
    const rows = list(page).locator("[data-row]");
    await rows.first().locator("a").focus();
    await page.keyboard.press("x");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("Shift+X");
    await expect(list(page).locator("input:checked")).toHaveCount(3);
    await expect(page.getByRole("toolbar", { name: "Selection" })).toContainText("3 selected");
    await page.keyboard.press("e");
    await expect(page.locator("#toasts")).toContainText("Done with the selected tickets");
    await expect(page.locator("#toasts [data-rest]")).toHaveText(/^(10|9|8)$/);
    await expect(list(page).locator("input:checked")).toHaveCount(0);
    await page.keyboard.press("z");
    await expect(page.locator("#toasts")).toContainText("Taken back");
  });

  test("are off while somebody types or an input method composes", async ({ page }) => {
    await text(page).focus();
    await page.keyboard.type("xj?");
    await expect(page.locator("dialog[open]")).toHaveCount(0);
    await expect(text(page)).toHaveValue(/xj\?/);
    await page.keyboard.press("Escape");
    await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "?", isComposing: true, bubbles: true })));
    await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Process", keyCode: 229, bubbles: true })));
    await expect(page.locator("dialog[open]")).toHaveCount(0);
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  });

  test("can be chosen, are shown as chosen, and are remembered", async ({ page }) => {
    const field = page.getByLabel("Next row");
    await field.focus();
    await page.keyboard.press("r");
    await expect(page.getByText("Also the keys of “Reply”")).toBeVisible();
    await page.keyboard.press("Backspace");
    await page.keyboard.press("g");
    await page.keyboard.press("n");
    await expect(field).toHaveValue("g n");
    await page.getByRole("button", { name: "Save keys" }).click();
    await page.reload();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" }).locator("[data-shortcut-of=next] dd")).toHaveText("GN");
    await page.keyboard.press("Escape");
    await page.keyboard.press("g");
    await page.keyboard.press("n");
    await expect(list(page).locator("a:focus")).toHaveCount(1);
  });

  test("can be turned off altogether", async ({ page }) => {
    await page.getByLabel("Single keys").uncheck();
    await page.reload();
    await page.keyboard.press("?");
    await expect(page.locator("dialog[open]")).toHaveCount(0);
    await page.keyboard.press("Control+k");
    await expect(palette(page)).toBeVisible();
  });
});

test("the palette finds actions with their keys, places, and what the server knows", async ({ page }) => {
  await page.keyboard.press("Control+k");
  await expect(palette(page).getByRole("option", { name: /^Merge …/ })).toBeVisible();
  await page.keyboard.type("kim");
  await expect(palette(page).getByRole("option", { name: /^Kim Doe/ })).toBeVisible();
  await expect(palette(page).getByRole("option", { name: "Search for “kim”" })).toBeVisible();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("merge");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Merge this ticket" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("sup-1042");
  await expect(palette(page).getByRole("option").first()).toContainText("SUP-1042");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/kit\/ticket$/);
});

test("a question has its safe answer first", async ({ page }) => {
  await page.getByRole("button", { name: "Delete …" }).click();
  const question = page.getByRole("alertdialog", { name: "Delete SUP-1042?" });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(question).toBeHidden();
});

test("a card moves by keyboard and by drag, and comes back when the server refuses", async ({ page }) => {
  const column = (name: string) => page.locator(`[data-column=${name}]`);
  const first = page.locator("#kit-card-1");
  await first.locator("a").focus();
  await page.keyboard.press("Shift+ArrowRight");
  await expect(column("waiting").locator("#kit-card-1")).toBeVisible();
  await expect(first.locator("a")).toBeFocused();
  await page.locator("#kit-card-2").dragTo(column("solved"));
  await expect(column("solved").locator("#kit-card-2")).toBeVisible();
  await expect(column("solved").locator("[data-column-count]")).toHaveText("1");
  await page.route("**/dev/kit/move", (route) => route.fulfill({ status: 409, contentType: "application/json", body: '{"detail":"Somebody else moved it."}' }));
  await page.locator("#kit-card-3 a").focus();
  await page.keyboard.press("Shift+ArrowRight");
  await expect(page.locator("#toasts")).toContainText("Somebody else moved it.");
  await expect(column("open").locator("#kit-card-3")).toBeVisible();
});

test("panes are resized by keyboard and by pointer, and remembered", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto("/dev/kit/ticket");
  const edge = page.getByRole("separator", { name: "Width of the list" });
  const width = () => page.locator("#list").evaluate((pane) => Math.round(pane.getBoundingClientRect().width));
  const usual = await width();
  await edge.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(width).toBe(usual + 16);
  await expect(edge).toHaveAttribute("aria-valuenow", String(usual + 16));
  const box = (await edge.boundingBox())!;
  await page.mouse.move(box.x + 4, box.y + 300);
  await page.mouse.down();
  await page.mouse.move(box.x + 44, box.y + 300, { steps: 4 });
  await page.mouse.up();
  await expect.poll(width).toBe(usual + 56);
  await page.reload();
  expect(await width()).toBe(usual + 56);
  await edge.dblclick();
  await expect.poll(width).toBe(usual);
});

test.describe("the composer", () => {
  test("marks what is selected, and the browser's undo still works", async ({ page }) => {
    await text(page).fill("one two");
    await text(page).evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(4, 7));
    await page.keyboard.press("Control+b");
    await expect(text(page)).toHaveValue("one **two**");
    await page.keyboard.press("Control+z");
    await expect(text(page)).toHaveValue("one two");
    await composer(page).getByRole("button", { name: "Numbered list" }).click();
    await expect(text(page)).toHaveValue("1. one two");
  });

  test("offers snippets and people", async ({ page }) => {
    await text(page).fill("");
    const offered = page.locator('[role="option"]:visible').first();
    await text(page).pressSequentially("/log");
    await expect(offered).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(text(page)).toHaveValue("Could you send us the log?");
    await text(page).pressSequentially(" @ana");
    await expect(offered).toContainText("Ana Rossi");
    await page.keyboard.press("Enter");
    await expect(text(page)).toHaveValue("Could you send us the log? @Ana Rossi ");
  });

  test("keeps a draft, says so, and brings back what the server never got", async ({ page, context }) => {
    await page.route("**/dev/kit/draft", (route) => route.abort());
    await text(page).fill("Every word counts");
    await expect(composer(page).getByText("Not saved yet; kept in this browser")).toBeVisible();
    const after = await context.newPage();
    await after.goto("/dev/kit");
    await expect(text(after)).toHaveValue("Every word counts");
    await expect(composer(after).getByText(/^Saved \d\d:\d\d$/)).toBeVisible();
  });

  test("asks before it sends what may not be meant so", async ({ page }) => {
    let sent = 0;
    await page.route("**/dev/kit", (route) => (route.request().method() === "POST" ? ((sent += 1), route.fulfill({ status: 204 })) : route.continue()));
    await text(page).press("Control+Enter");
    await expect(composer(page).getByRole("alert")).toContainText("speaks of a file");
    await expect(composer(page).getByRole("alert")).toContainText("{{first_name}}");
    expect(sent).toBe(0);
    await text(page).press("Control+Enter");
    await expect.poll(() => sent).toBe(1);
  });

  test("shows recipients one by one and suggests them", async ({ page }) => {
    const copies = composer(page).getByLabel("Cc", { exact: true });
    await copies.pressSequentially("kim@");
    await page.getByRole("option", { name: /Kim Doe/ }).click();
    await copies.pressSequentially("nonsense,");
    await expect(composer(page).locator("li[data-wrong]")).toHaveCount(1);
    await copies.press("Backspace");
    await page.keyboard.press("Backspace");
    await expect(composer(page).locator("li[data-wrong]")).toHaveCount(0);
    const value = await composer(page).evaluate((form: HTMLFormElement) => new FormData(form).get("cc"));
    expect(value).toBe("lee@contoso.example, Kim Doe <kim@northwind.example>");
  });

  test("takes files that are pasted and shows how far they are", async ({ page }) => {
    await text(page).evaluate((field) => {
      const files = new DataTransfer();
      files.items.add(new File(["x"], "image.png", { type: "image/png" }));
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: files, bubbles: true, cancelable: true }));
    });
    await expect(composer(page).getByText(/^image-\d\d-\d\d-\d\d\.png$/)).toBeVisible();
    await expect(composer(page).locator("input[name=uploads]")).toHaveValue("1");
    await composer(page).getByRole("button", { name: /^Remove image/ }).click();
    await expect(composer(page).locator("input[name=uploads]")).toHaveCount(0);
  });

  test("shows the text as it will be read", async ({ page }) => {
    await composer(page).getByText("Preview", { exact: true }).click();
    await expect(composer(page).locator("[data-preview-place] strong")).toHaveText("4.2.1");
  });
});

test("others see who writes", async ({ page }) => {
  const writes = page.waitForRequest((request) => request.url().endsWith("/presence") && request.postData() === "state=typing");
  await text(page).pressSequentially("H");
  await writes;
  await expect(page.locator("#kit-presence")).toContainText("Lee Wong is writing");
});

test("one of many options is found by its letters", async ({ page }) => {
  const field = page.getByRole("combobox", { name: /^Assignee/ });
  await field.click();
  await page.keyboard.type("zoe");
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue("Zoë Quist");
  await expect(page.locator("select[name=assignee]")).toHaveValue("4");
  await page.keyboard.type("nobody at all");
  await page.keyboard.press("Tab");
  await expect(field).toHaveValue("Zoë Quist");
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("every choice is a form", async ({ page }) => {
    await expect(page.locator("select[name=assignee]")).toBeVisible();
    await expect(page.locator("input[name=followers]")).toHaveValue(/kim@northwind\.example/);
    await expect(page.getByText("Show as a table").first()).toBeVisible();
    await expect(page.locator("#kit-card-1 form[data-move]")).toHaveCount(1);
    await list(page).locator("input[name=ids]").first().check();
    await expect(page.getByRole("button", { name: "Solve", exact: true })).toBeVisible();
    await expect(page.locator("[data-open-palette].palette-open")).toBeHidden();
  });
});
