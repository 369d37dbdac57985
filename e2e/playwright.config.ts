// Headless Chromium against the real binary; set-up.ts starts it with example data.
import { defineConfig } from "@playwright/test";

const shooting = process.env["npm_lifecycle_event"] === "screenshots";

export default defineConfig({
  testDir: shooting ? "." : "specs",
  testMatch: shooting ? "screenshots.ts" : "*.spec.ts",
  globalSetup: "./set-up.ts",
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env["CI"]),
  timeout: 30_000,
  expect: { timeout: 5_000 },
  reporter: [[shooting ? "dot" : "list"]],
  use: {
    actionTimeout: 8_000,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    trace: shooting ? "off" : "retain-on-failure",
    launchOptions: {
      executablePath: process.env["AFTERCARE_CHROMIUM"] ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
