// Starts one server with example data for all specs, with an outside to send mail to, and signs every role in once.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type FullConfig } from "@playwright/test";
import { ROLES, keepAccounts, readAccounts } from "./accounts.ts";
import { furnish } from "./house.ts";
import { receive } from "./outside.ts";
import { start } from "./server.ts";
import { signIn } from "./sign-in.ts";
import { keep } from "./world.ts";

export default async function setUp(config: FullConfig): Promise<() => Promise<void>> {
  const place = await mkdtemp(join(tmpdir(), "aftercare-outside-"));
  const [letters, states] = [join(place, "letters"), join(place, "states")];
  await Promise.all([mkdir(letters), mkdir(states)]);
  const outside = await receive(letters);
  const settings = { AFTERCARE_RELAY__URL: `smtp://127.0.0.1:${outside.port}` };
  const server = await start({ arguments: ["--demo"], settings });
  keep({ url: server.url, smtp: server.smtp, data: server.data, letters, states });
  keepAccounts(readAccounts(server.printed()));
  await furnish();
  const browser = await chromium.launch(config.projects[0]?.use.launchOptions);
  for (const role of ROLES) {
    const page = await browser.newPage({ baseURL: server.url });
    await signIn(page, role);
    await page.context().storageState({ path: join(states, `${role}.json`) });
    await page.context().close();
  }
  await browser.close();
  return async () => {
    await server.stop();
    outside.stop();
    await rm(place, { recursive: true, force: true });
  };
}
