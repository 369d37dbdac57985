// Bundles styles, scripts, fonts and icons into the folder given as the first argument, under names that carry a
// hash of their content, with a gzip copy beside what compresses well, and writes manifest.json. Fails above the budgets.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const [, , target] = process.argv;
if (!target) throw new Error("say where to write: node build.mjs FOLDER");
mkdirSync(target, { recursive: true });

const files = {};

/** Writes a file under its hashed name and notes it in the manifest. */
function emit(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const extension = extname(name);
  files[name] = `${basename(name, extension)}.${hash}${extension}`;
  writeFileSync(join(target, files[name]), content);
}

/** One icon as a symbol of the sprite. */
function symbol(folder, name) {
  const source = readFileSync(join(folder, `${name}.svg`), "utf8");
  const [, attributes, shapes] = source.match(/<svg([^>]*)>(.*)<\/svg>/s);
  const width = attributes.match(/stroke-width="(?!2")[^"]*"/)?.[0] ?? "";
  return `<symbol id="${name}" viewBox="0 0 24 24" ${width}>${shapes.replace(/\s+/g, " ").trim()}</symbol>`;
}

const lucide = JSON.parse(readFileSync("icons.json", "utf8"));
const own = readdirSync("source/icons").map((file) => basename(file, ".svg"));
const icons = [...lucide, ...own];
const symbols = [...lucide.map((name) => symbol("node_modules/lucide-static/icons", name)), ...own.map((name) => symbol("source/icons", name))];
emit("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
emit("favicon.svg", readFileSync("source/favicon.svg"));

// The bundle names assets by its own hash; `emit` then gives every file the same form of name.
const bundle = await build({
  entryPoints: ["source/app.ts", "source/early.ts", "styles/app.css", "styles/letter.css"],
  outdir: target,
  entryNames: "[name]",
  assetNames: "[name].[hash]",
  chunkNames: "[name].[hash]",
  splitting: true,
  bundle: true,
  minify: true,
  write: false,
  format: "esm",
  target: ["chrome123", "firefox128", "safari17.5"],
  loader: { ".woff2": "file" },
  legalComments: "none",
  logLevel: "warning",
});
if (bundle.warnings.length) throw new Error("the bundler warned; a warning is a mistake");
for (const file of bundle.outputFiles) {
  const name = basename(file.path);
  if (name.endsWith(".woff2")) {
    const [stem] = name.split(".");
    files[`${stem.replace("-wght-normal", "")}.woff2`] = name;
    writeFileSync(join(target, name), file.contents);
  } else if (/\.\w{8}\.js$/.test(name)) {
    // A part that is loaded when it is needed; the bundle has named it by its hash.
    writeFileSync(join(target, name), file.contents);
  } else {
    emit(name, file.contents);
  }
}

const weights = { js: 0, css: 0 };
for (const name of readdirSync(target)) {
  if (!/\.(css|js|svg)$/.test(name)) continue;
  const small = gzipSync(readFileSync(join(target, name)), { level: 9 });
  writeFileSync(join(target, `${name}.gz`), small);
  const kind = extname(name).slice(1);
  if (kind in weights) weights[kind] += small.length;
}
writeFileSync(join(target, "manifest.json"), JSON.stringify({ files, icons }));

/** The most bytes of a kind, compressed: everything a page may ever load, not only what it loads first. */
const BUDGETS = { js: 60_000, css: 40_000 };
for (const [kind, most] of Object.entries(BUDGETS)) {
  console.log(`${kind}: ${weights[kind]} of ${most} bytes compressed`);
  if (weights[kind] > most) throw new Error(`${kind} weighs ${weights[kind]} bytes compressed, the budget is ${most}`);
}
