// Columns of plain text, each cell wrapped to its column.

function wrapLine(line, width) {
  const lines = [];
  let current = "";
  for (let word of line.split(" ")) {
    if (current && current.length + 1 + word.length > width) {
      lines.push(current);
      current = "";
    }
    // A word longer than the column, such as an account number, is cut.
    while (word.length > width) {
      lines.push(word.slice(0, width));
      word = word.slice(width);
    }
    current = current ? `${current} ${word}` : word;
  }
  return [...lines, current];
}

const INDENT = "     ";

function row(cells, widths) {
  const wrapped = cells.map((cell, i) => String(cell).split("\n").flatMap((l) => wrapLine(l, widths[i])));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) =>
    wrapped.map((lines, i) => (lines[at] ?? "").padEnd(widths[i])).join("  ").trimEnd(),
  ).join("\n");
}

/**
 * `columns` is `{ name: { width, text(item) } }`; one row for each item, with its notes below it
 * over the whole width.
 */
export function table(columns, items, notes) {
  const widths = Object.values(columns).map(({ width }) => width);
  const head = row(Object.keys(columns), widths);
  const rule = row(widths.map((width) => "-".repeat(width)), widths);
  const room = rule.length - INDENT.length - 2;
  const note = (text) => wrapLine(text, room).map((line, i) => `${INDENT}${i ? " " : "-"} ${line}`);
  const body = items.flatMap((item) => [
    row(Object.values(columns).map(({ text }) => text(item)), widths),
    ...notes(item).flatMap(note),
  ]);
  return [head, rule, ...body].join("\n");
}
