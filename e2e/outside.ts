// The world outside: a mail server that keeps what it is given, and a client that sends.
import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { createServer, connect, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { world } from "./world.ts";

/** Takes every mail and keeps it in the folder, its recipients in the first line. Answers the port. */
export async function receive(folder: string): Promise<{ port: number; stop(): void }> {
  let number = 0;
  const server: Server = createServer((socket) => {
    void session(socket, async (recipients, text) => {
      const name = String((number += 1)).padStart(5, "0");
      // A reader never sees half a mail.
      await writeFile(join(folder, `${name}.part`), `X-Recipients: ${recipients.join(", ")}\r\n${text}`);
      await rename(join(folder, `${name}.part`), join(folder, `${name}.eml`));
    }).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { port: typeof address === "object" && address ? address.port : 0, stop: () => void server.close() };
}

/** One conversation of SMTP (RFC 5321), as plain as it can be. */
async function session(socket: Socket, keep: (recipients: string[], text: string) => Promise<void>): Promise<void> {
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  let recipients: string[] = [];
  let text: string[] | undefined;
  say("220 outside.example");
  for await (const line of createInterface({ input: socket, crlfDelay: Infinity })) {
    if (text && line === ".") {
      await keep(recipients, text.join("\r\n"));
      [recipients, text] = [[], undefined];
      say("250 kept");
    } else if (text) text.push(line.replace(/^\./, ""));
    else if (/^RCPT/i.test(line)) {
      recipients.push(/<([^>]*)>/.exec(line)?.[1] ?? "");
      say("250 fine");
    } else if (/^DATA/i.test(line)) {
      text = [];
      say("354 go on");
    } else if (/^QUIT/i.test(line)) {
      say("221 bye");
      socket.end();
    } else if (/^EHLO/i.test(line)) say("250-outside.example\r\n250-8BITMIME\r\n250 SMTPUTF8");
    else say("250 fine");
  }
}

/** Undoes quoted-printable and Base64 as far as plain words need it (RFC 2045). */
export function decoded(mail: string): string {
  const text = mail.replace(/\r\n\r\n([A-Za-z0-9+/\r\n]{40,}={0,2})(?=\r\n)/g, (_, body: string) => {
    return `\r\n\r\n${Buffer.from(body, "base64").toString("utf8")}`;
  });
  return text.replace(/=\r?\n/g, "").replace(/(=[0-9A-F]{2})+/g, (run) => {
    return Buffer.from(run.replaceAll("=", ""), "hex").toString("utf8");
  });
}

/** Waits for a mail to the address that contains all the words; its text is readable. */
export async function letterTo(address: string, ...words: string[]): Promise<string> {
  const folder = world().letters;
  for (const last = Date.now() + 10_000; Date.now() < last; await new Promise((resolve) => setTimeout(resolve, 50))) {
    for (const name of (await readdir(folder)).filter((one) => one.endsWith(".eml")).sort().reverse()) {
      const text = decoded(await readFile(join(folder, name), "utf8"));
      const [recipients = ""] = text.split("\r\n");
      if (recipients.includes(address) && words.every((word) => text.includes(word))) return text;
    }
  }
  throw new Error(`no mail to ${address} with ${words.join(", ")} arrived`);
}

/** What a mail is made of. */
export interface Letter {
  from: string;
  to: string;
  subject: string;
  text?: string;
  /** A whole body with its own content headers, instead of a text. */
  mime?: string;
  /** Further header lines. */
  headers?: string[];
  /** The Message-ID without its brackets; a new one when absent. */
  id?: string;
}

/** A mail as an ordinary client writes it. */
export function written(letter: Letter): string {
  const id = letter.id ?? `${Date.now()}.${Math.random().toString(36).slice(2)}@outside.example`;
  return [
    `From: ${letter.from}`,
    `To: ${letter.to}`,
    `Subject: ${letter.subject}`,
    `Date: ${new Date().toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${id}>`,
    "MIME-Version: 1.0",
    ...(letter.headers ?? []),
    letter.mime ?? `Content-Type: text/plain; charset=utf-8\r\n\r\n${letter.text ?? ""}`,
    "",
  ].join("\r\n");
}

/** Hands a mail to the server's listener, or another one, and waits until it has taken it. */
export async function post(letter: Letter, port = world().smtp): Promise<void> {
  const bare = (text: string): string => /<([^<>]+)>$/.exec(text)?.[1] ?? text;
  const body = written(letter).replace(/\r?\n/g, "\r\n").replace(/^\./gm, "..");
  const lines = [
    "EHLO outside.example",
    `MAIL FROM:<${bare(letter.from)}>`,
    `RCPT TO:<${bare(letter.to)}>`,
    "DATA",
    `${body}\r\n.`,
    "QUIT",
  ];
  const socket = connect(port, "127.0.0.1");
  try {
    for await (const line of createInterface({ input: socket, crlfDelay: Infinity })) {
      if (!/^\d{3} /.test(line)) continue;
      if (!/^[23]/.test(line)) throw new Error(`the listener refused: ${line}`);
      const next = lines.shift();
      if (next === undefined) return;
      socket.write(`${next}\r\n`);
    }
  } finally {
    socket.destroy();
  }
}
