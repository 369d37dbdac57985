// Bundles styles, scripts, fonts and icons into the folder given as the first argument, under names that carry a
// hash of their content, with a gzip copy beside what compresses well, and writes manifest.json.
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

/** One sprite of the icons that the templates may use. */
function sprite(names) {
  const symbols = names.map((name) => {
    const source = readFileSync(join("node_modules/lucide-static/icons", `${name}.svg`), "utf8");
    const shapes = source.slice(source.indexOf(">", source.indexOf("<svg")) + 1, source.lastIndexOf("</svg>"));
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s+/g, " ").trim()}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}

const icons = JSON.parse(readFileSync("icons.json", "utf8"));
emit("icons.svg", sprite(icons));
emit("favicon.svg", readFileSync("source/favicon.svg"));

// The bundle names assets by its own hash; `emit` then gives every file the same form of name.
const bundle = await build({
  entryPoints: ["source/app.ts", "styles/app.css"],
  outdir: target,
  assetNames: "[name].[hash]",
  bundle: true,
  minify: true,
  write: false,
  format: "esm",
  target: ["chrome123", "firefox128", "safari17.5"],
  loader: { ".woff2": "file" },
  legalComments: "none",
  logLevel: "warning",
});
for (const file of bundle.outputFiles) {
  const name = basename(file.path);
  if (name.endsWith(".woff2")) {
    const [stem] = name.split(".");
    files[`${stem.replace("-wght-normal", "")}.woff2`] = name;
    writeFileSync(join(target, name), file.contents);
  } else {
    emit(name, file.contents);
  }
}

for (const name of readdirSync(target)) {
  if (/\.(css|js|svg)$/.test(name)) {
    writeFileSync(join(target, `${name}.gz`), gzipSync(readFileSync(join(target, name)), { level: 9 }));
  }
}
writeFileSync(join(target, "manifest.json"), JSON.stringify({ files, icons }));
