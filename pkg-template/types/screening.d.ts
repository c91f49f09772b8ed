import type { Issue } from "./issues.js";
import type { AsOf, Country } from "./words.js";

/** A list to screen against: a file as it was published, or a list of your own. */
export type ScreeningList = PublishedList | OwnList;

export interface PublishedList {
  format: "ofac_sdn_xml" | "ofac_sdn_csv" | "eu_xml" | "eu_csv" | "un_xml" | "names";
  /** Names the list in answers; else its format does. Two lists need two ids. */
  id?: string;
  /** The file: its text, or its bytes in UTF-8 or UTF-16. Of `names`, a name on each line. */
  text: string | Uint8Array;
  /** For `ofac_sdn_csv`: the file ALT.CSV. */
  aliases?: string | Uint8Array;
}

export interface OwnList {
  format: "names";
  id?: string;
  entries: OwnEntry[];
}

export interface OwnEntry {
  id: string;
  name: string;
  aliases?: string[];
  type?: ListedType;
  programs?: string[];
  /** In any form that has the year. */
  birth_dates?: string[];
  /** Codes, or names as lists have them. */
  countries?: string[];
}

export type ListedType = "individual" | "entity" | "vessel" | "aircraft" | "unknown";

export interface ScreenerOptions {
  /** From this score on a name holds, `"0.700"` to `"1.000"`; `"0.880"` by default. */
  hold?: string;
  /** From this score on it blocks; `"0.960"` by default. */
  block?: string;
  allow?: Allowance[];
}

/** A payee may be like an entry, to the end of a day. One of `payee_id` and `name` must be there. */
export interface Allowance {
  payee_id?: string;
  /** Compared by its words, in any order and spelling that transliterates alike. */
  name?: string;
  /** The entry's id. */
  entry: string;
  /** Its list; every one when left out. */
  list?: string;
  /** The last day (`YYYY-MM-DD`, UTC). */
  until: string;
  reason?: string;
}

export interface ScreenRequest {
  payee_id?: string;
  name: string;
  aliases?: string[];
  type?: "individual" | "business";
  country?: Country;
  /** `1970-05-22`, `1970-05` or `1970`. */
  birth_date?: string;
  /** Whether an allowance still counts is a question of time. */
  at: AsOf;
}

export type ScreenOutcome = "clear" | "hold" | "block";

/** The answer about one payee; with `outcome` and `screened_at` it is made to be `payee.screening`. */
export interface Screening {
  payee_id?: string;
  /** The strictest of all matches that are not allowed. A question that cannot be read holds. */
  outcome: ScreenOutcome;
  /** The highest of all matches, `"0.000"` to `"1.000"`. */
  score: string;
  /** The best first, allowed ones last; 20 at most. */
  matches: ScreeningMatch[];
  /** How many there are besides. */
  more: number;
  screened_at?: AsOf;
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
  score: string;
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
  score: string;
  how: "exact" | "variant" | "translation" | "sound" | "script" | "spelling" | "initial" | "joined" | "missing";
}

export interface ScreenerInfo {
  lists: ListInfo[];
  entries: number;
  names: number;
  hold: string;
  block: string;
  /** How many entries are allowed. */
  allowed: number;
  /** Over the lists, the thresholds and what is allowed. */
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

/** Lists or options that are wrong. */
export class ScreeningError extends Error {
  readonly name: "ScreeningError";
  /** Everything that is wrong with them; `params.line` is the line of the file. */
  readonly issues: Issue[];
  constructor(message: string, issues: Issue[]);
}

/**
 * Screens names against lists. Stateless but for the lists: every answer depends on the arguments
 * alone. Wrong data about a payee is an answer that holds, never an exception.
 */
export class Screener {
  /** @throws {ScreeningError} when a list cannot be read whole, or an option is wrong. */
  constructor(lists: ScreeningList | readonly ScreeningList[], options?: ScreenerOptions);
  /** What is loaded. */
  list(): ScreenerInfo;
  /** Screens one payee. */
  screen(payee: ScreenRequest): Screening;
  /** Screens many, each as by itself, in one call. */
  screenAll(payees: readonly ScreenRequest[]): Screening[];
  /** Gives the memory back at once, instead of when it is collected. */
  free(): void;
  [Symbol.dispose](): void;
}
