// Bundles the entries into forumapp/static/dist (or the folder named) under hashed names and writes manifest.json ("site.css" ->
// "site-1A2B3C4D.css") and files.json (all files of this build). Files of the builds before stay for a day after they were
// replaced: pages that are open, or sent by a process that runs on, still ask for them.
// Beside them fonts/: what printed programmes are set in (SIL Open Font License 1.1), with the text of the license.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = process.argv[2] ?? join(here, "..", "forumapp", "static", "dist");
const fresh = `${dist}.new`;
const DAY = 24 * 60 * 60; // seconds
const entries = ["css/site.css", "css/desk.css", "css/timetable.css", "js/site.js", "js/desk.js", "js/timetable.js", "js/translations.js"].filter((entry) => existsSync(join(here, entry)));

// Where a session can stand on the timetable, as classes: a policy without inline styles leaves no other way.
const each = (count, rule) => Array.from({ length: count }, (_, number) => rule(number)).join("");
const places = {
  name: "places",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^timetable:places$/ }, ({ path }) => ({ path, namespace: "places" }));
    onLoad({ filter: /.*/, namespace: "places" }, () => ({
      loader: "css",
      contents:
        each(336, (row) => `.t${row}{grid-row-start:${row + 2}}.h${row + 1}{grid-row-end:span ${row + 1}}`) +
        each(80, (lane) => `.c${lane + 1}{grid-column-start:${lane + 2}}.w${lane + 1}{grid-column-end:span ${lane + 1}}`),
    }));
  },
};

const fonts = {
  "noto-sans": ["400Regular/NotoSans_400Regular", "700Bold/NotoSans_700Bold"],
  "noto-sans-armenian": ["400Regular/NotoSansArmenian_400Regular", "700Bold/NotoSansArmenian_700Bold"],
  "noto-sans-georgian": ["400Regular/NotoSansGeorgian_400Regular", "700Bold/NotoSansGeorgian_700Bold"],
  "noto-serif": ["400Regular/NotoSerif_400Regular", "400Regular_Italic/NotoSerif_400Regular_Italic", "700Bold/NotoSerif_700Bold"],
};

rmSync(fresh, { recursive: true, force: true });
mkdirSync(fresh, { recursive: true });
const result = await build({
  absWorkingDir: here,
  entryPoints: entries,
  outdir: fresh,
  outbase: here,
  entryNames: "[name]-[hash]",
  chunkNames: "chunk-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  format: "esm",
  splitting: true,
  minify: true,
  legalComments: "none",
  metafile: true,
  target: ["chrome111", "firefox113", "safari16.4"],
  loader: { ".woff2": "file", ".svg": "file", ".png": "file" },
  logLevel: "warning",
  plugins: [places],
});

const manifest = {};
for (const [output, { entryPoint }] of Object.entries(result.metafile.outputs)) {
  if (entryPoint) manifest[basename(entryPoint)] = basename(output);
}
const sorted = Object.fromEntries(Object.entries(manifest).sort(([one], [other]) => (one < other ? -1 : 1)));
writeFileSync(join(fresh, "manifest.json"), `${JSON.stringify(sorted, null, 2)}\n`);
mkdirSync(join(fresh, "fonts"));
for (const [family, faces] of Object.entries(fonts)) {
  const from = join(here, "node_modules", "@expo-google-fonts", family);
  for (const face of faces) copyFileSync(join(from, `${face}.ttf`), join(fresh, "fonts", `${basename(face)}.ttf`));
  copyFileSync(join(from, "LICENSE_FONT"), join(fresh, "fonts", `LICENSE-${family}.txt`));
}
const filesIn = (folder) => readdirSync(folder, { recursive: true }).filter((name) => statSync(join(folder, name)).isFile());
const files = [...filesIn(fresh).sort().filter((name) => name !== "manifest.json"), "manifest.json", "files.json"];
writeFileSync(join(fresh, "files.json"), `${JSON.stringify(files, null, 2)}\n`);

mkdirSync(join(dist, "fonts"), { recursive: true });
const list = join(dist, "files.json");
const replaced = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : filesIn(dist);
for (const name of files) renameSync(join(fresh, name), join(dist, name));
rmSync(fresh, { recursive: true });
const now = Date.now() / 1000;
for (const name of filesIn(dist).filter((name) => !files.includes(name))) {
  const file = join(dist, name);
  if (replaced.includes(name)) utimesSync(file, now, now);
  else if (statSync(file).mtimeMs / 1000 < now - DAY) rmSync(file);
}
