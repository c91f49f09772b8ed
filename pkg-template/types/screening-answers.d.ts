import type { Issue } from "./issues.js";
import type { ListedType, PublishedList } from "./screening-requests.js";
import type { DecimalString, Timestamp } from "./words.js";

export type ScreenOutcome = "clear" | "hold" | "block";

/** The answer about one payee; with `outcome` and `screened_at` it is made to be `payee.screening`. */
export interface Screening {
  payee_id?: string;
  /** The strictest of all matches that are not allowed. A question that cannot be read holds. */
  outcome: ScreenOutcome;
  /** The highest of all matches, `"0.000"` to `"1.000"`. */
  score: DecimalString;
  /** The best first, allowed ones last; 20 at most. */
  matches: ScreeningMatch[];
  /** How many there are besides. */
  more: number;
  screened_at?: Timestamp;
  /** The hash of the screener: what it was screened against, by which thresholds. */
  screener: string;
  issues: Issue[];
}

export interface ScreeningMatch {
  entry: { list: string; id: string; name: string; type: ListedType; programs: string[] };
  /** Which of the payee's names, and which of the entry's. */
  asked_name: string;
  matched_name: string;
  /** Whether the list itself calls that name weak. */
  weak: boolean;
  score: DecimalString;
  /** What this match alone says, had it not been allowed. */
  outcome: "hold" | "block";
  /** Why it does not block though its score would. */
  limited_by: MatchLimit[];
  /** Whether the words stand in another order. */
  reordered: boolean;
  parts: MatchPart[];
  /** The year of birth. */
  birth_date: Agreement;
  /** Explains, and decides nothing. */
  country: Agreement;
  allowed?: { until: string; reason?: string };
}

export type MatchLimit = "birth_year" | "weak_name" | "part_of_name" | "one_word" | "other_type";

export type Agreement = "agrees" | "differs" | "unknown";

/** Words that were paired, or a word the other name has not. */
export interface MatchPart {
  asked?: string;
  listed?: string;
  score: DecimalString;
  how: "exact" | "variant" | "translation" | "sound" | "script" | "spelling" | "initial" | "joined" | "missing";
}

export interface ScreenerInfo {
  lists: ListInfo[];
  entries: number;
  names: number;
  hold: DecimalString;
  block: DecimalString;
  /** How many entries are allowed. */
  allowed: number;
  /** BLAKE3 over the lists, the thresholds and what is allowed. */
  hash: string;
  /** What of the options has no effect. */
  issues: Issue[];
}

export interface ListInfo {
  id: string;
  format: PublishedList["format"];
  /** The day of publication, when the file says it. */
  published?: string;
  entries: number;
  names: number;
  /** SHA-256 of its text: of a file in UTF-8 without a byte order mark, the file's own. */
  hash: string;
  /** What of it could not be used. */
  issues: Issue[];
}
