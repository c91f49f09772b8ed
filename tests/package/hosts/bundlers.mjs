// Bundlers as they come: no plugin for wasm, no setting of ours. Each makes the same program into a page or a script.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { examples } from "./examples.mjs";
import { tool, versionOf } from "./tools.mjs";

const html = (script) => `<!doctype html><meta charset="utf-8"><title>proof</title>${script}\n`;
const moduleScript = '<script type="module" src="./bundle.js"></script>';
const classicScript = '<script src="./bundle.js"></script>';

function folderOf(programs, name, script) {
  const out = path.join(programs, name);
  mkdirSync(out, { recursive: true });
  if (script) writeFileSync(path.join(out, "index.html"), html(script));
  return out;
}

function esbuildPage(format) {
  return async (programs) => {
    const out = folderOf(programs, `esbuild-${format}`, format === "esm" ? moduleScript : classicScript);
    const { build } = await tool("esbuild");
    const entryPoints = [path.join(programs, "page.mjs")];
    await build({ entryPoints, outfile: path.join(out, "bundle.js"), bundle: true, format, logLevel: "warning" });
    return `esbuild-${format}/index.html`;
  };
}

async function rollupPage(programs) {
  const out = folderOf(programs, "rollup", moduleScript);
  const { rollup } = await tool("rollup");
  // Rollup itself finds no package at all; this is how its users have it do so.
  const { nodeResolve } = await tool("@rollup/plugin-node-resolve");
  const bundle = await rollup({ input: path.join(programs, "page.mjs"), plugins: [nodeResolve({ browser: true })] });
  await bundle.write({ file: path.join(out, "bundle.js"), format: "es" });
  await bundle.close();
  return "rollup/index.html";
}

async function runWebpack(options) {
  const { default: webpack } = await tool("webpack");
  const compiler = webpack({ mode: "production", ...options });
  const stats = await new Promise((resolve, reject) => {
    compiler.run((error, stats) => compiler.close((closing) => (error ?? closing ? reject(error ?? closing) : resolve(stats))));
  });
  if (stats.hasErrors()) throw new Error(stats.toString({ all: false, errors: true }));
}

async function webpackPage(programs) {
  const out = folderOf(programs, "webpack", classicScript);
  await runWebpack({ entry: path.join(programs, "page.mjs"), output: { path: out, filename: "bundle.js" } });
  return "webpack/index.html";
}

/** A project as Vite wants it: an index.html that names its source. */
function viteRoot(programs, name) {
  const root = folderOf(programs, name, '<script type="module" src="./main.js"></script>');
  writeFileSync(path.join(root, "main.js"), 'import "../page.mjs";\n');
  return root;
}

async function vitePage(programs) {
  const { build } = await tool("vite");
  await build({ root: viteRoot(programs, "vite"), base: "./", configFile: false, logLevel: "error" });
  return "vite/dist/index.html";
}

/** Bundlers of pages: each answers the page that it made, from the folder of programs. */
export const pages = [
  { name: `esbuild ${versionOf("esbuild")}, module`, make: esbuildPage("esm") },
  { name: `esbuild ${versionOf("esbuild")}, classic script`, make: esbuildPage("iife") },
  { name: `Rollup ${versionOf("rollup")}`, make: rollupPage },
  { name: `webpack ${versionOf("webpack")}`, make: webpackPage },
  { name: `Vite ${versionOf("vite")}`, make: vitePage },
];

/** Vite's server, which bundles nothing but the packages: answers its page, and how to stop it. */
export async function viteServer(programs) {
  const { createServer } = await tool("vite");
  const root = viteRoot(programs, "vite-dev");
  const served = path.join(root, "public/hosts");
  mkdirSync(served, { recursive: true });
  copyFileSync(path.join(programs, "cases.json"), path.join(served, "cases.json"));
  const server = await createServer({
    root, configFile: false, logLevel: "error", cacheDir: path.join(root, ".cache"),
    server: { host: "127.0.0.1", port: 0, fs: { allow: [path.dirname(programs)] } },
  });
  await server.listen();
  return { url: server.resolvedUrls.local[0], stop: () => server.close() };
}

/** A page of slim, which proves what its rulebook says of itself. */
function slimSource(programs, name, start) {
  const file = path.join(programs, name);
  writeFileSync(file, `${start}globalThis.proof = engine.rulebook();\n`);
  return file;
}
const startFrom = (url) => `import { Engine, init } from "payout-rules/slim";
await init({ module_or_path: ${url} });
const engine = new Engine();
`;

/** How the wasm's file is named from a bundle, by docs/runtimes.md. */
export const slimPages = [
  {
    name: "without a bundler",
    make(programs) {
      const files = "/node_modules/payout-rules/dist";
      slimSource(programs, "slim-plain.mjs", examples.slimInPage.replace('"payout-rules/slim"', `"${files}/slim.js"`));
      writeFileSync(path.join(programs, "slim.html"), html('<script type="module" src="slim-plain.mjs"></script>'));
      return "slim.html";
    },
  },
  {
    name: `Vite ${versionOf("vite")}`,
    async make(programs) {
      slimSource(programs, "slim-vite.mjs", `import url from "payout-rules/payout_rules_bg.wasm?url";\n${startFrom("url")}`);
      const root = folderOf(programs, "vite-slim", '<script type="module" src="./main.js"></script>');
      writeFileSync(path.join(root, "main.js"), 'import "../slim-vite.mjs";\n');
      const { build } = await tool("vite");
      await build({ root, base: "./", configFile: false, logLevel: "error" });
      return "vite-slim/dist/index.html";
    },
  },
  {
    name: `webpack ${versionOf("webpack")}`,
    async make(programs) {
      const url = 'new URL("payout-rules/payout_rules_bg.wasm", import.meta.url)';
      const entry = slimSource(programs, "slim-webpack.mjs", startFrom(url));
      const out = folderOf(programs, "webpack-slim", classicScript);
      await runWebpack({ entry, output: { path: out, filename: "bundle.js", publicPath: "auto" } });
      return "webpack-slim/index.html";
    },
  },
];

/** Bundlers of scripts for Node: each answers the file that it made. */
export const scripts = [
  {
    name: `esbuild ${versionOf("esbuild")}, CommonJS for Node`,
    async make(programs) {
      const { build } = await tool("esbuild");
      const outfile = path.join(programs, "esbuild-node.cjs");
      const entryPoints = [path.join(programs, "main.mjs")];
      await build({ entryPoints, outfile, bundle: true, format: "cjs", platform: "node", logLevel: "warning" });
      return outfile;
    },
  },
  {
    name: `webpack ${versionOf("webpack")}, CommonJS for Node`,
    async make(programs) {
      const output = { path: programs, filename: "webpack-node.cjs" };
      await runWebpack({ entry: path.join(programs, "main.cjs"), target: "node", output });
      return path.join(programs, output.filename);
    },
  },
];
