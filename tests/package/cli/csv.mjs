// A reader of CSV of our own, small and strict, so that what the program writes is read by another.

/** Rows as objects by the names of the first row. */
export function parseCsv(text) {
  const [heads, ...rows] = cellsOf(text);
  return rows.map((row) => {
    if (row.length !== heads.length) throw new Error(`${row.length} cells under ${heads.length} heads: ${row}`);
    return Object.fromEntries(row.map((cell, i) => [heads[i], cell]));
  });
}

function cellsOf(text) {
  const rows = [];
  let row = [];
  // A cell in quotes or without, and what ends it.
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
    if (end === "") break;
  }
  return rows;
}
