// Whether a peer decided as the engine did, payout by payout: method, fee, what leaves, rate and what arrives.
const utf8 = new TextDecoder();
const read = (bytes) => JSON.parse(utf8.decode(bytes)).decisions;

const ofEngine = ({ method, fee, debit, fx, receive }) => [method, fee?.value, debit?.value, fx?.rate, receive?.value, receive?.currency];
const ofPeer = ({ method, fee, debit, rate, receive, payout }) => [method, fee, debit, rate, receive, payout];

/** What a gate withholds or refuses has other terms or none, and gates are not asked of the peers. */
const isOfGates = ({ withheld, outcome, reasons }) =>
  withheld !== undefined || (outcome === "reject" && reasons.some(({ code }) => code.startsWith("gate_")));

/** `{ compared, ofGates, differences }`, with a line of text for each payout that is decided differently. */
export function compare(engineAnswer, peerAnswer) {
  const [own, other] = [read(engineAnswer), read(peerAnswer)];
  const differences = [];
  if (own.length < other.length) differences.push(`${other.length} decisions for ${own.length} payouts`);
  let ofGates = 0;
  for (const [index, decision] of own.slice(0, other.length).entries()) {
    if (isOfGates(decision)) {
      ofGates += 1;
      continue;
    }
    const [ours, theirs] = [ofEngine(decision), ofPeer(other[index])].map((figures) => figures.map((one) => one ?? "-").join(" "));
    const who = `${decision.payee_id} ${decision.reference ?? ""}`;
    if (ours !== theirs) differences.push(`payout ${index} (${who}): the engine ${ours}, the peer ${theirs}`);
  }
  return { compared: Math.min(own.length, other.length), ofGates, differences };
}

/** Stops when there is a difference, showing the first ones. */
export function mustAgree(name, engineAnswer, peerAnswer) {
  const { compared, ofGates, differences } = compare(engineAnswer, peerAnswer);
  if (compared === 0) throw new Error(`${name} decided nothing`);
  if (differences.length > 0) {
    const shown = differences.slice(0, 5).join("\n  ");
    throw new Error(`${name} differs from the engine in ${differences.length} of ${compared} payouts:\n  ${shown}`);
  }
  return { compared, ofGates };
}
