// The engine, with the overlays of the command line.
import { EXIT, Failure } from "./exit.js";
import { looksLikeFile, nameOf, readText } from "./io.js";
import { parseJson } from "./json.js";
import { issueLine } from "./text.js";

/** The layers that `--overlay` names: `{ name, value }`, a ready-made one by its name. */
export function layersOf(overlays = []) {
  return overlays.map((given) => {
    if (!looksLikeFile(given)) return { name: given, value: given };
    const name = nameOf(given);
    return { name, value: parseJson(readText(given), name) };
  });
}

/** An engine over these layers; a wrong one ends the run with everything that is wrong with it. */
export async function openEngine({ overlay }) {
  const { Engine } = await import("payout-rules");
  const layers = layersOf(overlay);
  try {
    return new Engine(layers.length > 0 ? layers.map(({ value }) => value) : undefined);
  } catch (error) {
    if (error?.name !== "RulebookError") throw error;
    throw new Failure(EXIT.rulebook, refusalOf(error.issues, layers).join("\n"));
  }
}

/** A line for each issue of an overlay: its file, its row, its field. */
export function refusalOf(issues, layers) {
  return issues.map((issue) => {
    const place = placeOf(issue.path, layers);
    return `${place ? `${place}: ` : ""}${issueLine({ ...issue, path: undefined })}`;
  });
}

/** `acme.json: row fees/acme.ach: limits[0].min` of `/0/fees/3/limits/0/min`. */
function placeOf(path, layers) {
  const [, layer, table, index, ...rest] = (path ?? "").split("/");
  const found = layers[layer];
  if (!found) return "";
  if (table === undefined) return found.name;
  const id = found.value?.[table]?.[index]?.id;
  if (typeof id !== "string") return `${found.name}: ${readable([table, index, ...rest])}`;
  const field = readable(rest);
  return `${found.name}: row ${table}/${id}${field ? `: ${field}` : ""}`;
}

/** `limits[0].min` of its steps. */
export function readable(steps) {
  const known = steps
    .filter((step) => step !== undefined)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  return known.map((step, i) => (/^\d+$/.test(step) ? `[${step}]` : i > 0 ? `.${step}` : step)).join("");
}
