// What a golden case is answered, in whatever host this runs: nothing here is of Node.
export const bytes = (text) => new TextEncoder().encode(text);
export const text = (utf8) => new TextDecoder().decode(utf8);

/** The JSON text of the issues for which an overlay is refused. */
function refusal({ Engine, RulebookError }, overlay) {
  let engine;
  try {
    engine = new Engine(overlay);
  } catch (error) {
    if (error instanceof RulebookError) return JSON.stringify(error.issues);
    throw error;
  }
  engine.free();
  throw new Error("the overlay was taken");
}

/** The JSON text of a screener's answer, or of the issues for which there is none. */
function screened({ Screener, ScreeningError }, { lists, options, refused, call, args }) {
  let screener;
  try {
    screener = new Screener(lists, options);
  } catch (error) {
    if (refused && error instanceof ScreeningError) return { error: JSON.stringify(error.issues) };
    throw error;
  }
  if (refused) throw new Error("the lists were taken");
  const answer = JSON.stringify(screener[call](...args));
  screener.free();
  return { object: answer };
}

/**
 * The JSON text of a case's answer through each door that the case has, by the door's name. The API is that of
 * `payout-rules` and of `payout-rules/screening` together.
 */
export function answersOf(api, golden) {
  if (golden.lists) return screened(api, golden);
  const { overlay, refused, call, args, texts } = golden;
  if (refused) return { error: refusal(api, overlay) };
  const engine = new api.Engine(overlay);
  const through = (documents) => text(engine.planJson(...documents.map(bytes)));
  const answers = {};
  if (texts) answers.bytes = through(texts);
  if (args) answers.object = JSON.stringify(engine[call](...args));
  if (args && call === "plan") answers.bytes = through(args.map((part) => JSON.stringify(part)));
  engine.free();
  return answers;
}
