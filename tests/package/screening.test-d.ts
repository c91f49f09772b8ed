// What the types of screening let through and what they stop; compiled, never run.
import { Screener, ScreeningError } from "payout-rules/screening";
import type { Allowance, ScreenRequest, Screening, ScreeningList } from "payout-rules/screening";

const at = "2026-11-21T10:00:00Z";
const lists: ScreeningList[] = [
  { format: "ofac_sdn_xml", text: new Uint8Array() },
  { format: "ofac_sdn_csv", id: "csv", text: "", aliases: new Uint8Array() },
  { format: "names", id: "own", entries: [{ id: "1", name: "Ivan Petrov", type: "individual" }] },
];
const allow: Allowance[] = [{ payee_id: "ana", entry: "1", list: "own", until: "2027-01-31", reason: "seen" }];
const screener = new Screener(lists, { hold: "0.880", block: "0.960", allow });
const payee: ScreenRequest = { payee_id: "ana", name: "Ivan Petrov", country: "BG", birth_date: "1970", at };
const answer: Screening = screener.screen(payee);
const { outcome, screened_at } = answer;
const reasons: string[] = answer.matches.flatMap(({ parts }) => parts.map(({ how, score }) => `${how} ${score}`));
const many: Screening[] = screener.screenAll([payee]);
const hash: string = screener.list().lists[0]?.hash ?? screener.list().hash;
screener.free();

try {
  new Screener({ format: "names", text: "Ivan Petrov" });
} catch (error) {
  if (error instanceof ScreeningError) error.issues.map((issue) => (issue.code === "list_invalid" ? issue.params.line : issue.message));
}

// @ts-expect-error a format that nobody publishes
new Screener({ format: "sdn", text: "" });
// @ts-expect-error a number would be a float
new Screener(lists, { hold: 0.88 });
// @ts-expect-error no moment
screener.screen({ name: "Ivan Petrov" });
// @ts-expect-error an allowance ends
const endless: Allowance = { payee_id: "ana", entry: "1" };

export { endless, hash, many, outcome, reasons, screened_at };
