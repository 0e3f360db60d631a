/** Unchanged lines around a change. */
const context = 3;

interface Line {
  readonly sign: " " | "-" | "+";
  readonly text: string;
}

/** What changes in a file, as `diff -u` prints it. Empty where nothing does. */
export function renderDiff(file: string, before: string, after: string): string {
  if (before === after) return "";
  const lines = compareLines(splitLines(before), splitLines(after));
  const shown = findHunks(lines).flatMap(({ from, to }) => [
    renderHead(lines, from, to),
    ...lines.slice(from, to).map(({ sign, text }) => `${sign}${text}`),
  ]);
  return [`--- ${before === "" ? "/dev/null" : file}`, `+++ ${file}`, ...shown].join("\n");
}

function splitLines(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** What begins and ends alike is not compared: a change is small beside its file. */
function compareLines(before: readonly string[], after: readonly string[]): Line[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const middle = compareMiddle(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  return [...same(before.slice(0, head)), ...middle, ...same(before.slice(before.length - tail))];
}

function same(lines: readonly string[]): Line[] {
  return lines.map((text) => ({ sign: " ", text }));
}

/** The longest common run of lines stays. */
function compareMiddle(before: readonly string[], after: readonly string[]): Line[] {
  const common = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const isSame = before[i] === after[j];
      common[i]![j] = isSame ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    }
  }
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ sign: " ", text: before[i]! });
      i += 1;
      j += 1;
    } else if (j >= after.length || (i < before.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
      lines.push({ sign: "-", text: before[i++]! });
    } else lines.push({ sign: "+", text: after[j++]! });
  }
  return lines;
}

interface Hunk {
  from: number;
  to: number;
}

function findHunks(lines: readonly Line[]): Hunk[] {
  const hunks: Hunk[] = [];
  for (const [at, { sign }] of lines.entries()) {
    if (sign === " ") continue;
    const last = hunks.at(-1);
    const to = Math.min(lines.length, at + context + 1);
    if (last !== undefined && at - context <= last.to) last.to = to;
    else hunks.push({ from: Math.max(0, at - context), to });
  }
  return hunks;
}

/** `@@ -1,4 +1,6 @@` */
function renderHead(lines: readonly Line[], from: number, to: number): string {
  const side = (sign: "-" | "+") => {
    const count = (part: readonly Line[]) => part.filter((line) => line.sign === " " || line.sign === sign).length;
    const length = count(lines.slice(from, to));
    return `${sign}${String(count(lines.slice(0, from)) + (length === 0 ? 0 : 1))},${String(length)}`;
  };
  return `@@ ${side("-")} ${side("+")} @@`;
}
