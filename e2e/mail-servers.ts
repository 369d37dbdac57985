// Real mail servers as the world outside: Postfix takes and delivers, Dovecot shows what it delivered.
import { spawn, spawnSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { decoded } from "./outside.ts";

/** Running mail servers. */
export interface MailServers {
  /** The port on which Postfix takes mail. */
  smtp: number;
  /** The port on which Dovecot shows it. */
  imap: number;
  /** The password of every mailbox. */
  password: string;
  /** Waits for a mail in a mailbox that contains all the words; its text is readable. */
  mailTo(address: string, ...words: string[]): Promise<string>;
  /** Stops them. */
  stop(): void;
}

/** Starts them: mail for the domain goes to the port, these addresses have a mailbox. */
export async function startMailServers(domain: string, port: number, mailboxes: string[]): Promise<MailServers> {
  const who = mailboxes.flatMap((address) => ["--mailbox", address]);
  const child = spawn(xtask(), ["outside", "--domain", domain, "--to", `127.0.0.1:${port}`, ...who], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const { smtp, imap, password, folders } = JSON.parse(line) as Said;
    const mailTo = (address: string, ...words: string[]): Promise<string> => waitFor(folders[address] ?? "", words);
    return { smtp, imap, password, mailTo, stop: () => child.stdin.end() };
  }
  throw new Error("the mail servers did not start");
}

interface Said {
  smtp: number;
  imap: number;
  password: string;
  folders: Record<string, string>;
}

/** The developer's program that starts them; asked for by `cargo xtask test`, else built here. */
function xtask(): string {
  const named = process.env["AFTERCARE_XTASK"];
  if (named) return named;
  const built = spawnSync("cargo", ["build", "--quiet", "--package", "xtask", "--message-format=json"], { encoding: "utf8" });
  const found = /"executable":"([^"]+)"/.exec(built.stdout)?.[1];
  if (!found) throw new Error(`xtask cannot be built: ${built.stderr}`);
  return found;
}

async function waitFor(maildir: string, words: string[]): Promise<string> {
  for (const last = Date.now() + 20_000; Date.now() < last; await new Promise((resolve) => setTimeout(resolve, 50))) {
    for (const folder of ["new", "cur"].map((name) => join(maildir, name))) {
      for (const name of await readdir(folder)) {
        const mail = await readFile(join(folder, name), "utf8").catch(() => "");
        const text = decoded(mail.replace(/\r?\n/g, "\r\n"));
        if (words.every((word) => text.includes(word))) return text;
      }
    }
  }
  throw new Error(`no mail with ${words.join(", ")} came to ${maildir}`);
}
