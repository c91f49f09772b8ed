// A stream of payouts, in a memory of its own: it goes with the stream, however much that took.
import { another, streamClose, streamOpen, streamPush } from "./payout_rules.js";

// What is answered to a piece is held as a whole, and is several times as long.
const PIECE_BYTES = 64 * 1024;

/** NDJSON payouts in, NDJSON decisions and a summary out. */
export function streamOf(overlay, context, head) {
  let within = another();
  within(() => streamOpen(overlay, context, head));
  // A stream that broke off answers nothing more, and its memory can be collected.
  const ask = (call) => {
    if (!within) throw new Error("this stream broke off, so it cannot go on");
    const run = within;
    within = undefined;
    const answer = run(call);
    within = run;
    return answer;
  };
  const send = (controller, lines) => {
    if (lines.length > 0) controller.enqueue(lines);
  };
  return new TransformStream({
    transform(chunk, controller) {
      if (!ArrayBuffer.isView(chunk) || chunk.BYTES_PER_ELEMENT !== 1) {
        throw new TypeError("planStream takes its lines as Uint8Array");
      }
      for (let from = 0; from < chunk.length; from += PIECE_BYTES) {
        const piece = chunk.subarray(from, from + PIECE_BYTES);
        send(controller, ask(() => streamPush(piece)));
      }
    },
    flush(controller) {
      send(controller, ask(streamClose));
      within = undefined;
    },
    cancel() {
      within = undefined;
    },
  });
}
