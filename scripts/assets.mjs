// Builds everything a browser loads into ledestjerne/base/static/built (git-ignored).
import * as esbuild from "esbuild";
import fs from "node:fs";
import path from "node:path";
import * as sass from "sass";

const HERE = path.resolve(import.meta.dirname, "..");
const SOURCE = path.join(HERE, "ledestjerne/base/assets");
const OUT = path.join(HERE, "ledestjerne/base/static/built");
const DKFDS = path.join(HERE, "node_modules/dkfds");
const FONTS = `${DKFDS}/dist/fonts/IBMPlexSans/complete`;
const WEIGHTS = ["Regular", "Italic", "Medium", "SemiBold", "Bold"];

function copy(from, to) {
  fs.mkdirSync(path.dirname(`${OUT}/${to}`), { recursive: true });
  fs.copyFileSync(from, `${OUT}/${to}`);
}

function css() {
  const options = { loadPaths: [`${HERE}/node_modules`], style: "compressed", quietDeps: true, charset: false };
  const { css } = sass.compile(`${SOURCE}/ledestjerne.scss`, { ...options, silenceDeprecations: ["if-function"] });
  fs.writeFileSync(`${OUT}/ledestjerne.css`, css);
  for (const [, name] of css.matchAll(/url\("?img\/([\w-]+\.svg)"?\)/g)) {
    copy(`${DKFDS}/dist/img/svg-icons/${name}`, `img/${name}`);
  }
}

// Woff2 for browsers; the same faces as TTF measure the text of charts and documents on the server.
function fonts() {
  for (const weight of WEIGHTS) {
    copy(`${FONTS}/woff2/IBMPlexSans-${weight}.woff2`, `fonts/IBMPlexSans-${weight}.woff2`);
    copy(`${FONTS}/ttf/IBMPlexSans-${weight}.ttf`, `fonts-ttf/IBMPlexSans-${weight}.ttf`);
  }
}

function icons() {
  const names = fs.readFileSync(`${SOURCE}/icons.txt`, "utf8").split("\n").filter(Boolean);
  const symbols = names.map((name) => {
    const svg = fs.readFileSync(`${DKFDS}/dist/img/svg-icons/${name}.svg`, "utf8");
    const [, box, shape] = svg.match(/viewBox="([^"]+)"[^>]*>(.*)<\/svg>/s);
    return `<symbol id="${name}" viewBox="${box}">${shape}</symbol>`;
  });
  fs.writeFileSync(`${OUT}/icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

function licences() {
  copy(`${DKFDS}/LICENSE.md`, "licences/dkfds.md");
  copy(`${HERE}/node_modules/htmx.org/LICENSE`, "licences/htmx.txt");
  for (const name of ["vega", "vega-interpreter", "vega-tooltip"]) {
    copy(`${HERE}/node_modules/${name}/LICENSE`, `licences/${name}.txt`);
  }
}

function script() {
  return esbuild.build({
    entryPoints: { ledestjerne: `${SOURCE}/app.js`, chart: `${SOURCE}/chart.js` }, outdir: OUT, absWorkingDir: HERE,
    bundle: true, minify: true, format: "iife", target: "es2022", legalComments: "eof", logLevel: "warning",
  });
}

async function build() {
  fs.rmSync(OUT, { recursive: true, force: true });
  fs.mkdirSync(OUT, { recursive: true });
  css();
  fonts();
  icons();
  licences();
  copy(`${SOURCE}/sky.svg`, "sky.svg");
  await script();
  console.log(`Built ${fs.readdirSync(OUT, { recursive: true }).length} files in ${path.relative(HERE, OUT)}`);
}

await build();
if (process.argv.includes("--watch")) {
  let waiting;
  fs.watch(SOURCE, () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => build().catch((error) => console.error(error.message)), 80);
  });
}
