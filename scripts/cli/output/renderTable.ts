/** A text table: the first column left-aligned, the others (numbers) right-aligned. Columns stand closer together where it is narrow. */
export function renderTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  columns = Number.POSITIVE_INFINITY,
): string {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const needed = (space: number) => widths.reduce((sum, width) => sum + width + space, -space);
  const space = needed(2) > columns ? 1 : 2;
  // Names give way to numbers, down to so much that they can still be told apart.
  widths[0] = Math.max(Math.min(shortestName, widths[0]!), widths[0]! - Math.max(0, needed(space) - columns));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? shorten(cell, widths[0]!).padEnd(widths[0]!) : cell.padStart(widths[column]!),
      )
      .join(" ".repeat(space))
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join("─".repeat(space));
  return [line(header), rule, ...rows.map(line)].join("\n");
}

const shortestName = 8;

/** Names often differ at their ends. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const end = Math.floor(longest / 3);
  return `${text.slice(0, longest - 1 - end)}…${text.slice(-end)}`;
}
