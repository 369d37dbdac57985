// The first start: the printed link sets up the first admin, once.
import { type Server, start } from "../server.ts";
import { expect, expectAccessible, test } from "../test.ts";

const PASSWORD = "a long walk beside the harbour";

let server: Server;
test.describe.configure({ mode: "serial" });
test.beforeAll(async () => void (server = await start()));
test.afterAll(() => server?.stop());

/** The one-time link on the console. */
function link(): string {
  const [found] = new RegExp(`${server.url}/set-?up\\S+`).exec(server.printed()) ?? [];
  if (!found) throw new Error(`no set-up link was printed:\n${server.printed()}`);
  return found;
}

test("the printed link leads to an accessible page and makes the first admin", async ({ page }) => {
  await page.goto(link());
  await expectAccessible(page);
  await page.getByLabel("Name", { exact: true }).fill("Ada Stone");
  await page.getByLabel(/e-?mail/i).first().fill("ada@provider.test");
  for (const field of await page.locator("input[type=password]").all()) await field.fill(PASSWORD);
  await page.getByRole("main").getByRole("button").last().click();
  await expect(page).not.toHaveURL(/set-?up/);
});

test("the link works only once", async ({ page }) => {
  const answer = await page.goto(link());
  expect([403, 404, 410]).toContain(answer?.status());
});
