// How a run ends. The codes are a promise: scripts branch on them.

export const EXIT = {
  yes: 0,
  defect: 1,
  usage: 2,
  partial: 3,
  no: 4,
  unreadable: 5,
  rulebook: 6,
};

export const EXIT_HELP = `Exit codes:
  0  all is well: every payout pays, every value is right, a method is open
  2  the command line is wrong
  3  some payouts pay, and some do not; a method opens once something is done
  4  no payout pays, or the answer is no
  5  a file cannot be read or written, or is not what it should be
  6  the rulebook or an overlay has errors`;

/** Ends the run with a message for people and a code for scripts. */
export class Failure extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

export const usage = (message) => new Failure(EXIT.usage, message);
export const unreadable = (message) => new Failure(EXIT.unreadable, message);

// The end that a plan comes to, by its outcome.
const OF_PLAN = { pay: EXIT.yes, partial: EXIT.partial, none: EXIT.no, reject: EXIT.no };
const BROKEN = ["json_invalid", "utf8_invalid"];

/** The code for a plan: a batch or context that is no JSON is a file that cannot be read. */
export function codeOfPlan({ outcome, issues }) {
  return issues.some(({ code }) => BROKEN.includes(code)) ? EXIT.unreadable : OF_PLAN[outcome];
}
