// The real binary on free ports and a throw-away folder.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

/** How long a server may take until it is ready, in milliseconds; example data is made meanwhile. */
const PATIENCE = 120_000;

/** A running server. */
export interface Server {
  /** Such as `http://127.0.0.1:4711`. */
  url: string;
  /** The port that takes mail. */
  smtp: number;
  /** The folder with everything it keeps. */
  data: string;
  /** Everything it has printed so far. */
  printed(): string;
  /** Runs a command of the product on it and answers what that printed. */
  command(given: string[], input?: string): string;
  /** Asks it to stop, waits until it is gone and removes its folder. */
  stop(): Promise<void>;
}

/** What is different from the usual server. */
export interface Options {
  /** Further arguments, such as `--demo`. */
  arguments?: string[];
  /** The port that takes mail; a free one when absent. */
  smtp?: number;
  /** Settings, such as `AFTERCARE_RELAY__URL`. */
  settings?: Record<string, string>;
}

/** The binary under test: the one named, else the debug build where the checkout or CI puts it. */
export function binary(): string {
  const { AFTERCARE_BINARY: named, CARGO_TARGET_DIR: target } = process.env;
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  const folders = [target, join(import.meta.dirname, "../target"), join(cache, "aftercare/target")];
  const built = folders.flatMap((folder) => (folder ? [join(folder, "debug/aftercare")] : []));
  const found = named ? [named] : built.filter(existsSync);
  if (!found[0]) throw new Error("no debug build; make one with `cargo build -p aftercare` or name it in AFTERCARE_BINARY");
  return found[0];
}

/** Starts `aftercare serve` and waits until it is ready. */
export async function start(options: Options = {}): Promise<Server> {
  const data = await mkdtemp(join(tmpdir(), "aftercare-e2e-"));
  const [http, smtp] = [await freePort(), options.smtp ?? (await freePort())];
  const places = ["--data", data, "--http", `127.0.0.1:${http}`, "--smtp", `127.0.0.1:${smtp}`];
  const child = spawn(binary(), ["serve", ...places, ...(options.arguments ?? [])], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...options.settings },
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (printed += text));
  }
  const server: Server = {
    url: `http://127.0.0.1:${http}`,
    smtp,
    data,
    printed: () => printed,
    command: (given, input = "") => {
      const ran = spawnSync(binary(), [...given, "--data", data], { input, encoding: "utf8" });
      if (ran.status !== 0) throw new Error(`${given.join(" ")} failed: ${ran.stderr}`);
      return ran.stdout;
    },
    stop: async () => {
      await ended(child);
      await rm(data, { recursive: true, force: true });
    },
  };
  try {
    // The sign-ins of the example data are printed last.
    await ready(child, server, options.arguments?.includes("--demo") ? /^\s*customer\s/m : /is ready at/);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

/** Waits until the server answers on /readyz. */
async function ready(child: ChildProcess, server: Server, last: RegExp): Promise<void> {
  for (const until = Date.now() + PATIENCE; Date.now() < until; ) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${server.printed()}`);
    const answer = await fetch(`${server.url}/readyz`).catch(() => undefined);
    if (answer?.ok && last.test(server.printed())) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the server was not ready within ${PATIENCE / 1000} s:\n${server.printed()}`);
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}

/** A port of this machine that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
