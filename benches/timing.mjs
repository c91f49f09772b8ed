// Taking times and telling them: contestants in turn, least and median, Markdown.
import { cpus } from "node:os";

/** Runs each once per round, in turn, so that whatever else the machine does meets all alike. */
export async function inTurn(contestants, rounds) {
  const times = new Map(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, run } of contestants) times.get(name).push(await run());
  }
  return new Map([...times].map(([name, list]) => [name, summary(list)]));
}

function summary(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return { least: sorted[0], median: sorted[Math.floor(sorted.length / 2)], rounds: sorted.length };
}

const DIGITS = { maximumFractionDigits: 0 };

/** A time in milliseconds to three figures or so: `1,309 ms`, `27.4 ms`, `0.162 ms`. */
export function ms(time) {
  const digits = time >= 100 ? 0 : time >= 10 ? 1 : time >= 1 ? 2 : 3;
  return `${time.toLocaleString("en-US", { ...DIGITS, minimumFractionDigits: digits, maximumFractionDigits: digits })} ms`;
}

export const count = (number) => number.toLocaleString("en-US", DIGITS);
export const mib = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

/** Two figures after the point for small ratios, none for great ones. */
export const ratio = (number) => (number < 10 ? number.toFixed(2) : number.toFixed(0));

export function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

/** A row of what must be reached: `figure` at most (or at least) `target`. */
export const atMost = (measure, figure, target, shown = (number) => ratio(number)) =>
  ({ measure, figure: shown(figure), target: `≤ ${shown(target)}`, reached: figure <= target });
export const timesFaster = (measure, figure, target) =>
  ({ measure, figure: `${ratio(figure)}×`, target: `≥ ${target}×`, reached: figure >= target });

export function machine() {
  const all = cpus();
  const day = new Date().toISOString().slice(0, 10);
  return `${all.length} × ${all[0].model.trim()}, Node ${process.versions.node}, ${process.platform} ${process.arch}, ${day}`;
}

/** What a bench is told: `node <bench> [package] [--native <program>] [--quick]`. */
export function options(args = process.argv.slice(2)) {
  const quick = args.includes("--quick");
  const native = args.includes("--native") ? args[args.indexOf("--native") + 1] : undefined;
  const [folder = "target/npm/package"] = args.filter((arg) => !arg.startsWith("--") && arg !== native);
  return { folder, native, quick };
}

/** Prints what a bench measured: its title, its table, its remarks. */
export function tell({ title, head, rows, notes }) {
  console.log(`\n### ${title}\n\n${table(head, rows)}\n`);
  for (const note of notes) console.log(`- ${note}`);
}

/** Prints whether what must be reached is. */
export function tellReached(reached) {
  const rows = reached.map(({ measure, figure, target, reached: is }) => [measure, figure, target, is ? "yes" : "**no**"]);
  console.log(`\n${table(["measure", "figure", "target", "reached"], rows)}\n`);
}

/** Runs a bench by itself when its file is what Node was given. */
export async function alone(url, measure) {
  const { pathToFileURL } = await import("node:url");
  if (!process.argv[1] || url !== pathToFileURL(process.argv[1]).href) return;
  const measured = await measure(options());
  console.log(machine());
  tell(measured);
  tellReached(measured.reached);
}
