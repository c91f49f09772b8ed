// What every host runs, with the packed package: every golden case, and the life of an engine. Nothing here is of
// Node.
import { answersOf, bytes, text } from "../golden.mjs";

/** How many answers were right, and by name what was not. */
export function prove(api, cases) {
  let right = 0;
  const wrong = [];
  const check = (name, answer, expected) => {
    if (answer === expected) right += 1;
    else wrong.push(`${name}: ${String(answer).slice(0, 200)}`);
  };
  for (const golden of cases) {
    const answers = Object.entries(answersOf(api, golden));
    for (const [door, answer] of answers) check(`${golden.name}, ${door}`, answer, golden.expected);
  }
  const plan = cases.find(({ call, overlay }) => call === "plan" && !overlay);
  for (const [name, [answer, expected]] of Object.entries(lives(api, plan))) check(name, answer, expected);
  return { right, wrong };
}

const messageOf = (call) => {
  try {
    return JSON.stringify(call());
  } catch (error) {
    return error.message;
  }
};

function lives({ Engine, Screener }, { args, expected }) {
  const [freed, disposed, other] = [new Engine(), new Engine(), new Engine()];
  freed.free();
  freed.free();
  const screener = new Screener({ format: "names", text: "Ivan Petrov" });
  screener.free();
  // Old hosts do not have it yet.
  if (Symbol.dispose) disposed[Symbol.dispose]();
  else disposed.free();
  const gone = (name, call) => `this ${name} was freed, so it cannot answer ${call}`;
  const documents = args.map((part) => bytes(JSON.stringify(part)));
  return {
    "use after free": [messageOf(() => freed.plan(...args)), gone("engine", "plan")],
    "use after dispose": [messageOf(() => disposed.rulebook()), gone("engine", "rulebook")],
    "use of a freed screener": [messageOf(() => screener.list()), gone("screener", "list")],
    "an engine beside freed ones": [JSON.stringify(other.plan(...args)), expected],
    "objects where the stack ends": atStackEnd(() => JSON.stringify(other.plan(...args)), expected),
    "bytes where the stack ends": atStackEnd(() => text(other.planJson(...documents)), expected),
    "an engine after that": [JSON.stringify(other.plan(...args)), expected],
    "a new engine after that": [JSON.stringify(new Engine().plan(...args)), expected],
  };
}

const STEP = 8;

/** Asks at the end of the stack, then with more room step by step: a call answers as ever, or throws. */
function atStackEnd(ask, expected) {
  let answer;
  let frames = 0;
  const dive = () => {
    try {
      dive();
    } catch {
      // Here the stack ends, or a frame has failed to go on.
    }
    frames += 1;
    if (answer !== undefined || frames % STEP !== 0) return;
    try {
      answer = ask();
    } catch {
      // Too little room; the next frame has more.
    }
  };
  dive();
  return [answer ?? "no answer", expected];
}
