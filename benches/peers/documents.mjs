// Reading: UTF-8 JSON to checked documents, as every peer does it. One bad payout or payee is bad by itself.
import Ajv from "ajv";
import { BATCH, CONTEXT, PAYEE, PAYOUT, formSchema } from "./schemas.mjs";

const ajv = new Ajv({ strict: true, strictRequired: false });
const [isBatch, isContext, isPayee, isPayout] = [BATCH, CONTEXT, PAYEE, PAYOUT].map((schema) => ajv.compile(schema));
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Whether what the digits stand for leaves 1 when divided by 97 (ISO 7064), nine of them at a time. */
function mod97(iban) {
  let rest = "";
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    rest += parseInt(sign, 36);
    if (rest.length > 9) rest = String(Number(rest) % 97);
  }
  return Number(rest) % 97 === 1;
}

function isIban(written, ibans) {
  const iban = written.replace(/[ .-]/g, "").toUpperCase();
  return ibans.get(iban.slice(0, 2))?.test(iban) === true && !/^..(?:00|01|99)/.test(iban) && mod97(iban);
}

/** The checks of account forms, each compiled when it is first asked for. */
export function formChecks(rules) {
  const own = new Ajv({ strict: true, formats: { iban: (value) => isIban(value, rules.ibans) } });
  const compiled = new Map();
  return (id) => {
    if (!compiled.has(id)) compiled.set(id, own.compile(formSchema(rules.forms.get(id))));
    return compiled.get(id);
  };
}

function refuse(name, check) {
  const [{ instancePath, message }] = check.errors;
  throw new TypeError(`the ${name} is refused: ${instancePath} ${message}`);
}

/** `{ at, fx, payees, payouts }`: payees by id, where `null` is one that cannot be paid, and so among payouts. */
export function readDocuments(batchBytes, contextBytes) {
  const batch = JSON.parse(utf8.decode(batchBytes));
  const context = JSON.parse(utf8.decode(contextBytes));
  if (!isBatch(batch)) refuse("batch", isBatch);
  if (!isContext(context)) refuse("context", isContext);
  const payees = new Map();
  for (const payee of context.payees ?? []) {
    const id = payee?.payee_id;
    payees.set(id, !payees.has(id) && isPayee(payee) ? payee : null);
  }
  const payouts = batch.transactions.map((payout) => ({ payout, ok: isPayout(payout) }));
  return { at: Date.parse(context.at), fx: context.fx, payees, payouts };
}

const plain = /^\d+(?:\.\d+)?$/;

/** The amount as decimal text, or `undefined` when it is none or has more decimals than the currency. */
export function amountOf({ amount, amount_minor: minor }, digits) {
  if (minor !== undefined) {
    const figures = String(minor).padStart(digits + 1, "0");
    return digits === 0 ? figures : `${figures.slice(0, -digits)}.${figures.slice(-digits)}`;
  }
  const written = typeof amount === "string" ? amount : String(amount);
  if (!plain.test(written)) return undefined;
  const point = written.indexOf(".");
  return point < 0 || written.length - point - 1 <= digits ? written : undefined;
}
