import type { Country, Timestamp } from "./words.js";

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
  at: Timestamp;
}
