// Files, pipes and the terminal.
import { createReadStream, createWriteStream, existsSync, readFileSync, statSync } from "node:fs";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { unreadable, usage } from "./exit.js";

/** What a file is called in messages. */
export const nameOf = (file) => (file === "-" ? "stdin" : file);

const REASONS = { ENOENT: "there is no such file", EISDIR: "it is a folder", EACCES: "it may not be read" };
const why = (error) => REASONS[error.code] ?? error.message;

/** All bytes of a file, or of stdin where it is `-`. */
export function readBytes(file) {
  try {
    return readFileSync(file === "-" ? 0 : file);
  } catch (error) {
    throw unreadable(`cannot read ${nameOf(file)}: ${why(error)}`);
  }
}

/** UTF-8 text without its byte order mark. */
export function decode(bytes, name) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw unreadable(`${name} is not UTF-8 text; in a spreadsheet, save it as "CSV UTF-8"`);
  }
}

export const readText = (file) => decode(readBytes(file), nameOf(file));

/** The bytes of a file or of stdin, piece by piece, and how many there are if that is known. */
export function openBytes(file) {
  if (file === "-") return { pieces: process.stdin, size: undefined };
  const failed = (error) => unreadable(`cannot read ${file}: ${why(error)}`);
  try {
    const size = statSync(file).size;
    return { pieces: piecesOf(createReadStream(file), failed), size };
  } catch (error) {
    throw failed(error);
  }
}

async function* piecesOf(stream, failed) {
  try {
    yield* stream;
  } catch (error) {
    throw failed(error);
  }
}

/** Whether a name means a file, and not a ready-made layer. */
export const looksLikeFile = (name) => name === "-" || /[\\/]|\.json$/.test(name) || existsSync(name);

/** stdin can be read once only. */
export function onlyOneStdin(files) {
  if (files.filter((file) => file === "-").length > 1) throw usage("stdin (-) can be only one of the inputs");
}

/** Where the answer goes: stdout, or the file of `--out`. Its `write` waits while the reader is slow. */
export function openOutput(file) {
  const stream = file === undefined ? process.stdout : createWriteStream(file);
  let broken;
  if (file !== undefined) stream.on("error", (error) => (broken = error));
  const check = () => {
    if (broken) throw unreadable(`cannot write ${file}: ${broken.message}`);
  };
  return {
    async write(text) {
      check();
      if (!stream.write(text)) await once(stream, "drain").catch(check);
    },
    async end() {
      if (file === undefined) return;
      stream.end();
      await finished(stream).catch(check);
    },
  };
}

// As a program that the shell's SIGPIPE ends: 128 and the signal's number.
const READER_LEFT = 141;

/** `payout-rules … | head` is no error: the reader has what it wants. */
export function leaveQuietlyWithReader() {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error) => {
      if (error.code === "EPIPE") process.exit(READER_LEFT);
      throw error;
    });
  }
}

/** Something to know that is no answer: to stderr, unless `--quiet`. */
export function note(text, { quiet }) {
  if (!quiet) process.stderr.write(`${text}\n`);
}
