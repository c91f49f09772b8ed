// The examples of docs/runtimes.md, by what they are about.
import { readBytes, text } from "../consumer.mjs";
import { blocksOf } from "../examples.mjs";

const PAGE = "docs/runtimes.md";
const [everywhere, worker, slimInPage, slimInNode, ...more] = blocksOf(PAGE, "js");
const [page, ...morePages] = blocksOf(PAGE, "html");
if (!slimInNode || !page || more.length + morePages.length > 0) {
  throw new Error(`${PAGE} has other examples than its tests know`);
}
export const examples = { everywhere, worker, slimInPage, slimInNode, page };

/** The versions that the page says are tested, by host. */
export const versionsTold = Object.fromEntries(
  [...text(readBytes(PAGE)).matchAll(/^\| (\w+)[^|]* \| ([^|]*) \|/gm)].map(([, host, versions]) => [host, versions]),
);
