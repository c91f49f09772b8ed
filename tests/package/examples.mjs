// The examples of the documents.
import { readBytes, text } from "./consumer.mjs";

/** The blocks of that language in a document of the repository, in order. */
export function blocksOf(file, language) {
  const page = text(readBytes(file));
  return [...page.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))].map(([, code]) => code);
}
