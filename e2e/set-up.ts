// Starts one server with example data for all specs and hands its address and accounts over.
import { readAccounts } from "./accounts.ts";
import { start } from "./server.ts";

export default async function setUp(): Promise<() => Promise<void>> {
  const server = await start("--demo");
  process.env["AFTERCARE_URL"] = server.url;
  process.env["AFTERCARE_ACCOUNTS"] = JSON.stringify(readAccounts(server.printed()));
  return () => server.stop();
}
