// JSON as the engine reads it: no digit of a number is lost and no key stands twice. `JSON.parse`
// forgives both in silence, so it only says whether the text is JSON at all.
import { visit } from "jsonc-parser";
import { unreadable } from "./exit.js";

// With more, the number nearest to it may be written differently.
const EXACT_DIGITS_MAX = 15;
const digitsOf = (number) =>
  number
    .replace(/[eE].*$/, "")
    .replace(/[-.]/g, "")
    .replace(/^0+/, "").length;

/** Where an offset is, for people. */
function placeOf(text, offset) {
  const before = text.slice(0, offset).split("\n");
  return `line ${before.length}, column ${before.at(-1).length + 1}`;
}

function refuseWhatIsNone(text, name) {
  try {
    JSON.parse(text);
  } catch {
    let first;
    visit(text, { onError: (_, offset) => (first ??= offset) }, { disallowComments: true });
    throw unreadable(`${name} is not JSON: it breaks at ${placeOf(text, first ?? text.length)}`);
  }
}

/** The value of a JSON text. */
export function parseJson(text, name) {
  refuseWhatIsNone(text, name);
  const refuse = (what, offset) => unreadable(`${name}: ${what} at ${placeOf(text, offset)}`);
  // The containers around the place, and the key that the next value has in each.
  const around = [{ container: [] }];
  const add = (value) => {
    const { container, key } = around.at(-1);
    if (Array.isArray(container)) container.push(value);
    else container[key] = value;
    return value;
  };
  visit(text, {
    // Without a prototype, "__proto__" is a key as any other.
    onObjectBegin: () => void around.push({ container: add(Object.create(null)) }),
    onArrayBegin: () => void around.push({ container: add([]) }),
    onObjectEnd: () => around.pop(),
    onArrayEnd: () => around.pop(),
    onObjectProperty(key, offset) {
      const top = around.at(-1);
      if (key in top.container) throw refuse(`the key "${key}" stands twice`, offset);
      top.key = key;
    },
    onLiteralValue(value, offset, length) {
      const written = text.slice(offset, offset + length);
      if (typeof value === "number" && digitsOf(written) > EXACT_DIGITS_MAX) {
        throw refuse(`the number ${written} has more than ${EXACT_DIGITS_MAX} digits; write it in quotes`, offset);
      }
      add(value);
    },
  });
  return around[0].container[0];
}

/**
 * The text of an object with these keys set, and nothing else of it touched: what is wrong with the
 * rest is still the engine's to say. Text that is no object stays as it is.
 */
export function withKeys(text, values) {
  const open = text.search(/\S/);
  if (text[open] !== "{") return text;
  const found = spansOf(text);
  const edits = [];
  const added = [];
  for (const [key, value] of Object.entries(values)) {
    const span = found.get(key);
    if (span) edits.push({ ...span, content: JSON.stringify(value) });
    else added.push(`${JSON.stringify(key)}:${JSON.stringify(value)}`);
  }
  if (added.length > 0) {
    edits.push({ offset: open + 1, length: 0, content: `${added.join(",")}${found.size > 0 ? "," : ""}` });
  }
  edits.sort((a, b) => b.offset - a.offset);
  return edits.reduce(
    (done, { offset, length, content }) => done.slice(0, offset) + content + done.slice(offset + length),
    text,
  );
}

/** Where the values of the outermost object stand, by key. */
function spansOf(text) {
  const spans = new Map();
  let depth = 0;
  let key;
  let start;
  const begin = (offset) => {
    depth += 1;
    if (depth === 2) start = offset;
  };
  const end = (offset, length) => {
    depth -= 1;
    if (depth === 1) spans.set(key, { offset: start, length: offset + length - start });
  };
  visit(text, {
    onObjectBegin: begin,
    onArrayBegin: begin,
    onObjectEnd: end,
    onArrayEnd: end,
    onObjectProperty: (name) => void (key = depth === 1 ? name : key),
    onLiteralValue: (_, offset, length) => void (depth === 1 && spans.set(key, { offset, length })),
  });
  return spans;
}
