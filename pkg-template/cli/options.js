// Options that several commands have.
import { InvalidArgumentError, Option } from "commander";
import { usage } from "./exit.js";

const collect = (value, before) => [...(before ?? []), value];
const FORMATS = ["table", "json", "ndjson", "csv"];

const OVERLAY =
  "your own rules (JSON) or a ready-made layer over the rulebook; again for more, the later over the earlier";

/** Layers over the rulebook, as many as are given. */
export const overlayOption = (flags = "--overlay <file|name>", description = OVERLAY) =>
  new Option(flags, description).argParser(collect);

/** Every command's own: the rules to ask, and how the answer looks. */
export function common(command, formats = FORMATS) {
  return command
    .addOption(overlayOption())
    .addOption(
      new Option("--format <format>", "of the answer; else by the ending of --out, else table").choices(formats),
    )
    .option("--out <file>", "write the answer there instead of to stdout")
    .option("--quiet", "say nothing on stderr but errors");
}

/** The moment of the question. The engine has no clock, so `now` is read here and shown in the answer. */
export const atOption = () =>
  new Option("--at <moment>", "the moment to decide for, as 2026-05-22T15:04:00Z, or now").argParser(momentOf);

export const momentOf = (text) => (text === "now" ? `${new Date().toISOString().slice(0, 19)}Z` : text);

const ENDINGS = { json: "json", ndjson: "ndjson", jsonl: "ndjson", csv: "csv", tsv: "csv" };
const endingOf = (file) => ENDINGS[/\.([a-z]+)$/i.exec(file ?? "")?.[1].toLowerCase()];

/** The format of the answer. */
export function formatOf({ format, out }, formats = FORMATS) {
  const ending = endingOf(out);
  return format ?? (formats.includes(ending) ? ending : formats[0]);
}

/** The format of a batch. */
export function inputFormatOf(file, { inputFormat }) {
  const format = inputFormat ?? endingOf(file);
  if (format) return format;
  const what =
    file === "-" ? "stdin has no ending" : `the ending of ${file} is none of .json, .ndjson, .jsonl, .csv and .tsv`;
  throw usage(`${what}: say what it is with --input-format`);
}

/** `EUR=0.92`, as often as it is given. */
export function rateOf(text, before) {
  const [, currency, rate] = /^([A-Z]{3,4})=(\S+)$/.exec(text) ?? [];
  if (!currency) throw new InvalidArgumentError("A rate is written EUR=0.92.");
  return { ...before, [currency]: rate };
}
