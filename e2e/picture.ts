// A picture made on the spot, so that no binary file lies in the tree.
import { deflateSync } from "node:zlib";

/** A PNG with a progress bar of this size in pixels, as Base64 in lines. */
export function picture(width: number, height: number): string {
  const rows = Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => {
      const bar = Math.abs(y - height / 2) < height / 6 && x > width * 0.06 && x < width * 0.94;
      return bar ? (x < width * 0.9 ? [60, 110, 220] : [205, 212, 224]) : [238, 241, 246];
    }),
  );
  const raw = Buffer.from(rows.flatMap((row) => [0, ...row.flat()]));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const whole = [signature, chunk("IHDR", header), chunk("IDAT", deflateSync(raw)), chunk("IEND", Buffer.alloc(0))];
  return (Buffer.concat(whole).toString("base64").match(/.{1,76}/g) ?? []).join("\r\n");
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(checksum(body));
  return Buffer.concat([length, body, check]);
}

/** CRC-32 as PNG wants it (ISO 3309). */
function checksum(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
