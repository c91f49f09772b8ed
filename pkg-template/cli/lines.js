// Lines of bytes, and which line of the file each payout is from.
import { unreadable } from "./exit.js";

/** The lines of UTF-8 pieces that are cut anywhere, without their ends. */
export async function* linesOf(pieces, name) {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  let line = 1;
  const decode = (...given) => {
    try {
      return decoder.decode(...given);
    } catch {
      throw unreadable(`${name} is not UTF-8 text after line ${line - 1}`);
    }
  };
  for await (const piece of pieces) {
    const lines = (rest + decode(piece, { stream: true })).split("\n");
    rest = lines.pop();
    for (const text of lines) {
      yield { line, text: text.endsWith("\r") ? text.slice(0, -1) : text };
      line += 1;
    }
  }
  rest += decode();
  if (rest !== "") yield { line, text: rest };
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
