// What the example data does not have: mails in quarantine, and a ticket with everything a thread can hold.
import { spawnSync } from "node:child_process";
import { picture } from "./picture.ts";
import { binary } from "./server.ts";
import { post, written } from "./outside.ts";
import { world } from "./world.ts";

/** The subject of the ticket with pictures, files and quotes. */
export const RICH = "The export stops at 97 per cent";

const HTML = `<p>Hello,</p><p>since the <b>update to 4.2</b> the export of our stock list stops at 97 per cent. This is what we see:</p>
<p><img src="cid:screen@outside" alt="The window with the progress bar"></p>
<ul><li>small exports work</li><li>the log says <code>timeout after 300 s</code></li></ul>
<table><tr><th>Size</th><th>Time</th></tr><tr><td>1,000 rows</td><td>4 s</td></tr><tr><td>80,000 rows</td><td>never</td></tr></table>
<p>Could you have a look? See <a href="https://example.com/exports">our notes</a>.</p><p>Kim</p>
<blockquote type="cite"><p>On Monday Ben wrote:</p><p>Please try again after the update.</p></blockquote>`;

const RICH_BODY = [
  'Content-Type: multipart/mixed; boundary="outer"',
  "",
  "--outer",
  'Content-Type: multipart/related; boundary="inner"',
  "",
  "--inner",
  "Content-Type: text/html; charset=utf-8",
  "",
  HTML,
  "--inner",
  "Content-Type: image/png",
  "Content-ID: <screen@outside>",
  'Content-Disposition: inline; filename="screen.png"',
  "Content-Transfer-Encoding: base64",
  "",
  picture(320, 120),
  "--inner--",
  "--outer",
  'Content-Type: text/plain; charset=utf-8; name="export.log"',
  'Content-Disposition: attachment; filename="export.log"',
  "",
  "09:12:01 export started\n09:17:01 timeout after 300 s",
  "--outer",
  "Content-Type: image/png",
  'Content-Disposition: attachment; filename="A photograph with a rather long name, taken in the warehouse.png"',
  "Content-Transfer-Encoding: base64",
  "",
  picture(64, 64),
  "--outer--",
].join("\r\n");

/** Fills what the pages need to be seen with something in them. */
export async function furnish(): Promise<void> {
  await post({
    from: "Kim Brandt <kim@brandt-logistik.example>",
    to: "support@fjordlight.example",
    subject: RICH,
    mime: RICH_BODY,
  });
  stray("Rosa Lind <rosa@unknown.example>", "Question about an invoice");
  stray("王芳 <fang@unknown.example>", "你好，请问怎么升级？");
  stray("A company with a very long name and a longer address <somebody.with.a.long.name@department.unknown.example>", "");
}

/** A mail to an address that is nobody's: it waits in the quarantine. */
export function stray(from: string, subject: string): void {
  const input = written({ from, to: "nobody@fjordlight.example", subject, text: "Is this the right address?" });
  const piped = spawnSync(binary(), ["mail", "pipe", "--data", world().data, "--to", "nobody@fjordlight.example"], { input });
  if (piped.status !== 0) throw new Error(`mail pipe failed: ${String(piped.stderr)}`);
}
