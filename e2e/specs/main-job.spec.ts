// The main job on real mail: a question comes through Postfix or is fetched from Dovecot, an agent answers in the
// browser, the answer arrives in the mailbox, the reply to it reopens the ticket; a colleague's page sees each step.
import { type Page } from "@playwright/test";
import { type MailServers, startMailServers } from "../mail-servers.ts";
import { post } from "../outside.ts";
import { type Server, freePort, start } from "../server.ts";
import { signInWith } from "../sign-in.ts";
import { watchFor } from "../sight.ts";
import { expect, test } from "../test.ts";

const PASSWORD = "seven grey herons by the weir";
const KIM = "kim@outside.test";
const HELP = "help@provider.test";
const FETCHED = "fetched@outside.test";
/** A step is seen by others within this many milliseconds of its commit. */
const GOAL = 300;
/** What a machine that is busy with other tests must keep; the goal itself is measured when it is quiet. */
const ALLOWED = 2_000;

let server: Server;
let outside: MailServers;
const delays: number[] = [];

test.describe.configure({ mode: "serial", timeout: 120_000 });

test.beforeAll(async () => {
  const port = await freePort();
  outside = await startMailServers("provider.test", port, [KIM, FETCHED]);
  const settings = { AFTERCARE_RELAY__URL: `smtp://127.0.0.1:${outside.smtp}`, AFTERCARE_SMTP__HOSTNAME: "mx.provider.test" };
  server = await start({ smtp: port, settings });
  const add = (name: string, address: string, role: string): string =>
    server.command(["user", "add", address, "--name", name, "--role", role, "--password-stdin"], PASSWORD);
  add("Ada Agent", "ada@provider.test", "agent");
  // Without an admin every page leads to the set-up.
  add("Max Mate", "max@provider.test", "admin");
  server.command(["mailbox", "add", HELP, "--queue", "Support"]);
  const account = `${encodeURIComponent(FETCHED)}:${outside.password}`;
  const imap = `imap://${account}@127.0.0.1:${outside.imap}/INBOX`;
  server.command(["mailbox", "add", FETCHED, "--queue", "Fetched", "--imap", imap]);
});

test.afterAll(async () => {
  await server?.stop();
  outside?.stop();
});

test("a mailed question is answered in the browser and its reply reopens the ticket", async ({ browser }) => {
  const open = async (email: string): Promise<Page> => {
    const page = await (await browser.newContext({ baseURL: server.url })).newPage();
    await signInWith(page, { email, password: PASSWORD });
    return page;
  };
  const [agent, colleague] = [await open("ada@provider.test"), await open("max@provider.test")];

  // 1. Through Postfix to the listener: the ticket appears in the open list.
  await colleague.goto("/desk");
  const subject = "Export hangs at ninety per cent";
  const question = { id: "question@outside.test", from: `Kim Park <${KIM}>`, to: HELP, subject, text: "It hangs." };
  await seen(colleague, subject, "item.created", () => post(question, outside.smtp));

  // 2. An agent answers in the browser; the answer stands before the colleague and arrives in the mailbox.
  await agent.goto("/desk");
  await agent.getByRole("link", { name: subject }).click();
  await colleague.getByRole("link", { name: subject }).click();
  await expect(colleague.locator("#thread")).toContainText("It hangs.");
  await agent.getByLabel("Text", { exact: true }).fill("Please try **4.2.1**.");
  await seen(colleague, "Please try 4.2.1.", "message.added", () =>
    agent.getByRole("button", { name: "Send", exact: true }).click(),
  );
  const answer = await outside.mailTo(KIM, "Please try");
  expect(header(answer, "In-Reply-To")).toBe("<question@outside.test>");
  expect(header(answer, "References")).toContain("<question@outside.test>");
  expect(header(answer, "From")).toMatch(/^"?Ada Agent"? <help@provider\.test>$/);
  expect(header(answer, "Subject")).toContain(`Re: ${subject}`);

  // 3. It is solved; the customer's reply lands on the ticket and opens it again.
  await seen(colleague, "to Solved", "item.status_changed", () =>
    agent.getByRole("combobox", { name: /^Status/ }).selectOption({ label: "Solved" }),
  );
  const id = header(answer, "Message-ID");
  const reply = {
    from: `Kim Park <${KIM}>`,
    to: /<?([^<>]+)>?$/.exec(header(answer, "Reply-To"))?.[1] ?? HELP,
    subject: `Re: ${subject}`,
    text: "It still hangs after the update.",
    headers: [`In-Reply-To: ${id}`, `References: <question@outside.test> ${id}`],
  };
  await seen(colleague, "It still hangs after the update.", "message.added", () => post(reply, outside.smtp));
  await expect(colleague.locator("#head")).toContainText("Open");

  // 4. A mail in a mailbox elsewhere is fetched from Dovecot, and answered likewise.
  await colleague.goto("/desk");
  const other = "The licence has run out";
  const fetched = { id: "fetched@outside.test", from: `Kim Park <${KIM}>`, to: FETCHED, subject: other, text: "Since today." };
  await seen(colleague, other, "item.created", () => post(fetched, outside.smtp));
  await agent.goto("/desk");
  await agent.getByRole("link", { name: other }).click();
  await agent.getByLabel("Text", { exact: true }).fill("It is renewed now.");
  await agent.getByRole("button", { name: "Send", exact: true }).click();
  const second = await outside.mailTo(KIM, "It is renewed now.");
  expect(header(second, "In-Reply-To")).toBe("<fetched@outside.test>");
  expect(header(second, "From")).toMatch(/<fetched@outside\.test>$/);

  console.log(`a colleague sees each step ${delays.join(", ")} ms after its commit`);
  if (Math.max(...delays) > GOAL) console.warn(`the goal of ${GOAL} ms is missed on this machine now`);
  expect(Math.max(...delays)).toBeLessThan(ALLOWED);
});

/** Does something and notes how long after its commit the page shows the words. */
async function seen(page: Page, words: string, kind: string, act: () => Promise<unknown>): Promise<void> {
  const sight = page.evaluate(watchFor, words);
  await act();
  const at = await sight;
  delays.push(at - (await committed(page, kind)));
}

/** When the newest event of this kind was committed. */
async function committed(page: Page, kind: string): Promise<number> {
  const answer = await page.request.get("/api/v1/events?after=0&limit=200");
  const { items } = (await answer.json()) as { items: { kind: string; at: string }[] };
  const event = items.findLast((one) => one.kind === kind);
  if (!event) throw new Error(`there is no ${kind}`);
  return Date.parse(event.at);
}

/** A header of a mail, unfolded. */
function header(mail: string, name: string): string {
  const [head = ""] = mail.split("\r\n\r\n");
  return new RegExp(`^${name}: (.*)$`, "im").exec(head.replace(/\r\n[ \t]+/g, " "))?.[1]?.trim() ?? "";
}
