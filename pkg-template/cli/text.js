// What answers say, in words.

export const amount = (money) => (money ? `${money.value} ${money.currency}` : "");

const REQUIRED = {
  tax_form: ({ forms, statuses }) => `tax form ${forms.join(" or ")} (${statuses.join(" or ")})`,
  tin: ({ statuses }) => `tax number (${statuses.join(" or ")})`,
  kyc: ({ level }) => `KYC level ${level}`,
  account: ({ method, fields }) => `an account for ${method}: ${fields.join(", ")}`,
  funding: ({ account, amount: missing }) => `${amount(missing)} more in ${account}`,
  fact: ({ fact }) => `the fact ${fact}`,
  review: ({ gate }) => `a review of ${gate}`,
  screening: ({ max_age_days }) => `a screening no older than ${max_age_days} days`,
  rates: () => "exchange rates",
  active_payee: () => "an active payee",
  reference: () => "a reference of its own",
};

/** What a payout waits for. */
export function requirementText(requirement) {
  const words = REQUIRED[requirement.kind]?.(requirement) ?? requirement.kind.replaceAll("_", " ");
  return requirement.gate && requirement.kind !== "review" ? `${words}, for ${requirement.gate}` : words;
}

const REMEDIES = {
  add_payee: ({ payee_id }) => `add the payee ${payee_id}`,
  add_account: ({ method, fields }) => `add an account for ${method} with ${fields.join(", ")}`,
  fix_field: ({ field }) => `correct ${field}`,
  amount_at_most: (money) => `pay ${amount(money)} or less`,
  amount_at_least: (money) => `pay ${amount(money)} or more`,
  use_currency: ({ currencies }) => `use ${currencies.join(" or ")}`,
  give_fact: ({ fact }) => `give ${fact}`,
  give_reference: () => "give a reference",
  add_funds: ({ account, ...money }) => `add ${amount(money)} to ${account}`,
  refresh_rates: () => "give fresh rates",
  add_rates: ({ currencies }) => `give rates of ${currencies.join(", ")}`,
  meet: ({ gate }) => `meet what ${gate} requires`,
  wait_until: ({ at }) => `wait until ${at}`,
  activate_payee: () => "make the payee active",
  switch_on: ({ table, row }) => `switch ${table}/${row} on in an overlay`,
  switch_off: ({ table, row }) => `switch ${table}/${row} off in an overlay`,
  add_row: ({ table }) => `add a row to ${table} in an overlay`,
};

/** The smallest change that lifts a reason. */
export const remedyText = (remedy) => REMEDIES[remedy.kind]?.(remedy) ?? JSON.stringify(remedy);

/** An issue in a line; `place` overrides where it is. */
export function issueLine({ code, severity, path, message, params, help }, place = path) {
  const mark = severity === "error" ? "" : `${severity}: `;
  const about = params?.method ? `${params.method}: ` : "";
  const where = place ? ` (${place})` : "";
  return `${mark}${about}${code}: ${message}${help ? `; ${help}` : ""}${where}`;
}
