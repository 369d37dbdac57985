// What strangers send is shown and never run: no dialog, no report of the content security policy, no foreign request.
import { post } from "../outside.ts";
import { expect, test } from "../test.ts";
import { openTicket, unique } from "../tickets.ts";

const CORPUS = [
  `<script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `'-alert(1)-'`,
  `<svg/onload=alert(1)>`,
  `javascript:alert(1)`,
  `{{ 7*7 }}{% raw %}`,
  `<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>`,
];
const HTML = `<p>The beginning of it.</p>${CORPUS.join("\n")}
<a href="javascript:alert(1)">click</a> <a href="data:text/html,<script>alert(1)</script>">data</a>
<form action="//evil.example"><input name=csrf><button id=thread>Send</button></form>
<style>*{display:none}</style><base href="//evil.example/"><meta http-equiv=refresh content="0;url=//evil.example">
<div style="position:fixed;inset:0;background:url(//evil.example/x)" onclick="alert(1)" hx-get="/account" hx-trigger="load">over</div>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=alert(1)&gt;">
<img src="https://evil.example/pixel.png" onerror=alert(1)><object data="//evil.example"></object>`;

test.use({ role: "agent" });

test("a mail full of tricks is harmless for agent and customer", async ({ page, browserOf, context }) => {
  const foreign: string[] = [];
  context.on("request", (request) => void (request.url().includes("evil.example") && foreign.push(request.url())));
  const subject = unique("Tricks <img src=x onerror=alert(1)>");
  const boundary = "edge";
  const mime = [
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    "",
    `--${boundary}`,
    "Content-Type: text/html; charset=utf-8",
    "",
    HTML,
    ...['<img src=x onerror=alert(1)>.html', "x.svg"].flatMap((name) => [
      `--${boundary}`,
      `Content-Type: ${name.endsWith("svg") ? "image/svg+xml" : "text/html"}`,
      `Content-Disposition: attachment; filename="${name}"`,
      "",
      `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`,
    ]),
    `--${boundary}--`,
  ].join("\r\n");
  const from = `"<svg/onload=alert(1)>" <kim@brandt-logistik.example>`;
  await post({ from, to: "support@fjordlight.example", subject, mime });
  await openTicket(page, subject);
  const letter = page.frameLocator("#thread iframe");
  await expect(letter.locator("body")).toContainText("The beginning of it.");
  for (const link of await letter.locator("a").all()) {
    expect(await link.getAttribute("href")).toMatch(/^(https?|mailto):|^\/\//);
  }
  for (const file of await page.locator("a.attachment").all()) {
    const answer = await page.request.get((await file.getAttribute("href")) ?? "");
    expect(answer.headers()["content-disposition"]).toMatch(/^attachment/);
    expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
  }
  const key = page.url().split("/").pop();
  const customer = await browserOf("customer");
  await customer.goto(`/portal/${key}`);
  await expect(customer.frameLocator("#thread iframe").locator("body")).toContainText("The beginning of it.");
  await customer.goto("/portal");
  expect(foreign).toEqual([]);
});

test("what people type is harmless on every page that shows it", async ({ page, browserOf }) => {
  const subject = unique(`Typed ${CORPUS.join(" ")}`).slice(0, 250);
  await page.goto("/desk/new");
  await page.getByLabel("Requester’s address").fill(`tricky-${Date.now()}@unknown.example`);
  await page.getByLabel("Requester’s name").fill(`Eve "><script>alert(1)</script>`);
  await page.getByLabel("Subject").fill(subject);
  await page.getByLabel("What happened").fill(CORPUS.join("\n\n"));
  await page.getByRole("button", { name: "Create ticket" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Typed <script>");
  await page.getByLabel("Text", { exact: true }).fill(`${CORPUS.join("\n\n")}\n\n[click](javascript:alert(1)) ![x](x"onerror="alert(1))\n\nThe end.`);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  // What looks like a variable is asked about once.
  await expect(page.getByText("Send again if that is right.")).toBeVisible();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.locator("#thread .message-reply")).toContainText("The end.");
  await expect(page.locator("#thread a[href^=javascript]")).toHaveCount(0);
  await page.getByRole("textbox", { name: /^Tags/ }).fill(`<svg onload=alert(1)>`);
  await page.getByRole("textbox", { name: /^Tags/ }).press("Enter");
  await page.waitForLoadState();
  await page.goto("/desk");
  await page.goto(`/desk?q=${encodeURIComponent(`"><script>alert(1)</script>`)}`);
  const admin = await browserOf("admin");
  await admin.goto("/admin/queues");
  await admin.getByLabel("Name", { exact: true }).fill(`<img src=x onerror=alert(1)> ${Date.now()}`);
  await admin.getByLabel("Letters of the key").fill("EVL");
  await admin.getByRole("button", { name: "Add" }).click();
  for (const path of ["/admin/queues", "/admin/mailboxes", "/admin/audit", "/admin/people?q=Eve", "/desk/new"]) await admin.goto(path);
});
