// Lines of bytes, and which line of the file each payout is from.
import { unreadable } from "./exit.js";

const NEW_LINE = 10;

/** The lines of UTF-8 pieces that are cut anywhere, without their ends. No letter has the byte of a line's end. */
export async function* linesOf(pieces, name) {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let rest = [];
  let line = 1;
  for await (const piece of pieces) {
    const end = piece.lastIndexOf(NEW_LINE);
    if (end < 0) {
      rest.push(piece);
      continue;
    }
    const whole = Buffer.concat([...rest, piece.subarray(0, end)]);
    rest = [piece.subarray(end + 1)];
    for (const text of textOf(whole, decoder, name, line).split("\n")) {
      yield { line, text: text.endsWith("\r") ? text.slice(0, -1) : text };
      line += 1;
    }
  }
  const last = textOf(Buffer.concat(rest), decoder, name, line);
  if (last !== "") yield { line, text: last };
}

function textOf(bytes, decoder, name, first) {
  try {
    return decoder.decode(bytes);
  } catch {
    throw unreadable(
      `${name} is not UTF-8 text at line ${first + soundLines(bytes, decoder)}; in a spreadsheet, save it as "CSV UTF-8"`,
    );
  }
}

/** How many lines come before the first that is wrong. */
function soundLines(bytes, decoder) {
  let count = 0;
  for (let start = 0; ; count += 1) {
    const end = bytes.indexOf(NEW_LINE, start);
    try {
      decoder.decode(bytes.subarray(start, end < 0 ? bytes.length : end));
    } catch {
      return count;
    }
    if (end < 0) return count;
    start = end + 1;
  }
}

/** The line of each payout, kept in a few numbers: nearly always it is the line after the last one's. */
export class LineNumbers {
  #breaks = [];
  #count = 0;

  /** The next payout is from this line. */
  add(line) {
    const shift = line - this.#count;
    if (this.#breaks.at(-1)?.shift !== shift) this.#breaks.push({ from: this.#count, shift });
    this.#count += 1;
  }

  /** The line of the payout of that index. */
  of(index) {
    let [low, high] = [0, this.#breaks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#breaks[middle].from <= index) low = middle + 1;
      else high = middle;
    }
    return low > 0 && index < this.#count ? index + this.#breaks[low - 1].shift : undefined;
  }
}
