// What it costs to screen: 10,000 payees against a list of 20,000 entries, in the packed wasm.
// The names are put together by a fixed rule from syllables and common names, so each run is the same.
// node benches/screening.mjs target/npm/package
import path from "node:path";
import { pathToFileURL } from "node:url";

const folder = path.resolve(process.argv[2] ?? "target/npm/package");
const { Screener } = await import(pathToFileURL(path.join(folder, "dist/screening.js")));

let seed = 7;
const below = (count) => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * count);
};
const one = (list) => list[below(list.length)];

const COMMON = (
  "Mohammed Ahmed Ali Hassan Hussein Abdul Ibrahim Omar Khalid Mahmoud Vladimir Sergei Aleksandr Dmitry " +
  "Ivan Nikolai Maria Jose Juan Carlos Luis Antonio John Michael Robert David Wei Li Min Jun Kim Park"
).split(" ");
const SYLLABLES = "ba be bi ko ka ku da de lo la mi mo na ne ra ri ro sa se shi ta to va vi za zhe kha gu ya".split(" ");
const ENDS = "n r l v sky enko ov in ez son man ari idi".split(" ");
const word = () => {
  const text = Array.from({ length: 2 + below(3) }, () => one(SYLLABLES)).join("") + one(ENDS);
  return text[0].toUpperCase() + text.slice(1);
};
const surnames = Array.from({ length: 12_000 }, word);
const name = () => {
  const words = [one(COMMON), one(surnames)];
  if (below(2)) words.splice(1, 0, below(2) ? one(COMMON) : one(surnames));
  return words.join(" ");
};

const entries = Array.from({ length: 20_000 }, (_, id) => ({
  id: String(id), name: name(), type: "individual", aliases: below(2) ? [name(), name()] : [],
}));
const misspelt = (text) => {
  const at = 1 + below(text.length - 2);
  return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
};
// One in fifty is listed, half of those misspelt.
const payees = Array.from({ length: 10_000 }, (_, place) => {
  const listed = place % 50 === 0 ? one(entries).name : undefined;
  return {
    payee_id: String(place), name: listed ? (place % 100 ? misspelt(listed) : listed) : name(),
    type: "individual", at: "2026-11-21T10:00:00Z",
  };
});

const timed = (name, work) => {
  const start = process.cpuUsage();
  const done = work();
  const { user, system } = process.cpuUsage(start);
  console.log(`${name.padEnd(44)}${((user + system) / 1e6).toFixed(2).padStart(8)} s`);
  return done;
};
console.log(`screening, Node ${process.versions.node}, seconds of one processor`);
const screener = timed("new Screener(), 20,000 entries", () => new Screener({ format: "names", entries }));
const answers = timed("screenAll(), 10,000 payees", () => screener.screenAll(payees));
timed("screen(), 100 payees one by one", () => payees.slice(0, 100).map((payee) => screener.screen(payee)));
const count = (outcome) => answers.filter((answer) => answer.outcome === outcome).length;
console.log(`${screener.list().names} names; ${["clear", "hold", "block"].map((word) => `${count(word)} ${word}`).join(", ")}`);
