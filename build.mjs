// Builds the front end into openness/static/dist/: app.css, app.js, editor.js and icons.svg. Needs only what `npm ci` installed.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import esbuild from "esbuild";
import * as sass from "sass";

const root = dirname(fileURLToPath(import.meta.url));
const source = join(root, "openness/static/openness");
const out = join(root, "openness/static/dist");
// The oldest browser we promise: many office desktops carry a Chromium of that age.
const target = ["chrome87"];

function write(name, text) {
  writeFileSync(join(out, name), text);
  const size = (gzipSync(text).length / 1024).toFixed(1);
  console.log(`${name.padEnd(10)} ${(Buffer.byteLength(text) / 1024).toFixed(1).padStart(6)} KB, ${size.padStart(5)} KB gz`);
}

function files(folder, ending, found = []) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith(".") || ["static", "node_modules", "migrations", "tests", "var", "__pycache__"].includes(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files(path, ending, found);
    else if (entry.name.endsWith(ending)) found.push(path);
  }
  return found;
}

// An icon is used when a template or a Python file names it: {% icon "eye" %}, icon="eye", ic="eye", "icon": "eye".
function iconsInUse() {
  const used = new Map();
  const patterns = [/\{%\s*icon\s+["']([a-z0-9-]+)["']/g, /\b(?:icon|ic)["']?\s*[:=]\s*["']([a-z0-9-]+)["']/g];
  const places = [...files(root, ".html"), ...files(root, ".py")];
  for (const path of places) {
    const text = readFileSync(path, "utf8");
    for (const pattern of patterns) {
      for (const [, name] of text.matchAll(pattern)) if (!used.has(name)) used.set(name, path.slice(root.length + 1));
    }
  }
  return used;
}

function sprite() {
  const symbols = [];
  const unknown = [];
  for (const [name, place] of [...iconsInUse()].sort(([a], [b]) => (a < b ? -1 : 1))) {
    let svg;
    try {
      svg = readFileSync(join(root, "node_modules/@tabler/icons/icons/outline", `${name}.svg`), "utf8");
    } catch {
      unknown.push(`${name} (${place})`);
      continue;
    }
    const drawing = svg
      .replace(/<!--[\s\S]*?-->/g, "")
      .replace(/^[\s\S]*?<svg[^>]*>/, "")
      .replace(/<\/svg>\s*$/, "")
      .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, "")
      .replace(/\s*\n\s*/g, "");
    symbols.push(`<symbol id="${name}" viewBox="0 0 24 24">${drawing}</symbol>`);
  }
  if (unknown.length) throw new Error(`no such icon: ${unknown.join(", ")}`);
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

async function main() {
  mkdirSync(out, { recursive: true });
  const css = sass.compile(join(source, "scss/app.scss"), {
    loadPaths: [join(root, "node_modules")],
    quietDeps: true,
    // Bootstrap 5 is written with @import; its own release has to change that first.
    silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
  });
  const small = await esbuild.transform(css.css, { loader: "css", minify: true, target, legalComments: "none", charset: "utf8" });
  // The browsers we promise do not know these; minifiers let them pass.
  const modern = small.code.match(/color-mix\(|oklch\(|:has\(|@layer/);
  if (modern) throw new Error(`not for old browsers: ${modern[0]}`);
  write("app.css", small.code);
  const js = await esbuild.build({
    entryPoints: [join(source, "js/app.js")], bundle: true, minify: true, target, format: "iife", legalComments: "none", charset: "utf8", write: false,
  });
  write("app.js", js.outputFiles[0].text);
  const editor = await esbuild.build({
    entryPoints: [join(source, "js/editor.js")], bundle: true, minify: true, target, format: "iife", legalComments: "none", charset: "utf8", write: false,
  });
  write("editor.js", editor.outputFiles[0].text);
  write("icons.svg", sprite());
}

main().catch((error) => {
  console.error(String(error.message ?? error));
  process.exit(1);
});
