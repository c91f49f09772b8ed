// What the engine's wasm with the default rulebook weighs. node benches/size.mjs [package]
import { readFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { alone, atMost, count } from "./timing.mjs";

const BROTLI_MAX = 200_000;
const bytes = (number) => `${count(number)} B`;

export async function measure({ folder }) {
  const sizes = (file) => {
    const content = readFileSync(path.resolve(folder, "dist", file));
    const brotli = brotliCompressSync(content, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    });
    return [content, gzipSync(content, { level: 9 }), brotli].map(({ length }) => length);
  };
  const files = ["payout_rules_bg.wasm", "payout_rules_screening_bg.wasm"].map((file) => [file, sizes(file)]);
  return {
    title: "Sizes",
    head: ["file", "as it is", "gzip -9", "brotli -11"],
    rows: files.map(([file, all]) => [`\`${file}\``, ...all.map(bytes)]),
    notes: ["the engine's has the default rulebook in it"],
    reached: [atMost("wasm with the default rulebook, brotli -11", files[0][1][2], BROTLI_MAX, bytes)],
  };
}

await alone(import.meta.url, measure);
