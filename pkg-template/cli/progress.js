// A bar on stderr, for people who wait.
import progressBar from "cli-progress";

const AFTER_MS = 500;

/** Counts bytes and payouts; what ends soon, or is watched by nobody, has no bar. */
export function progressOf(size, { quiet }) {
  let bytes = 0;
  let payouts = 0;
  let bar;
  const started = Date.now();
  const show = process.stderr.isTTY === true && !quiet && size > 0;
  const update = () => {
    if (!show || (!bar && Date.now() - started < AFTER_MS)) return;
    if (!bar) {
      const format = "{bar} {percentage}%  {payouts} payouts";
      bar = new progressBar.SingleBar(
        { format, stream: process.stderr, clearOnComplete: true, hideCursor: true },
        progressBar.Presets.shades_classic,
      );
      bar.start(size, 0, { payouts: 0 });
    }
    bar.update(Math.min(bytes, size), { payouts: payouts.toLocaleString("en-US") });
  };
  return {
    async *counting(pieces) {
      for await (const piece of pieces) {
        yield piece;
        bytes += piece.length;
        update();
      }
    },
    payout: () => void (payouts += 1),
    stop: () => bar?.stop(),
  };
}
