/** Whether a stream takes colours: a terminal does, unless NO_COLOR says no; FORCE_COLOR decides for every stream, as in Node itself. */
export function takesColour(isTerminal: boolean, env: NodeJS.ProcessEnv): boolean {
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  if ((env["NO_COLOR"] ?? "") !== "" || env["TERM"] === "dumb") return false;
  return isTerminal;
}

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;
type Style = keyof typeof codes;

/** What is coloured in a line; only what the first group matches, where there is one. */
const rules: readonly (readonly [pattern: RegExp, style: Style])[] = [
  [/^CUT\d{4}(?=: )/, "red"],
  [/^ *→ .*$/, "cyan"],
  [/^(?:Next|next|waiting for): .*$/, "cyan"],
  [/^─+$/, "dim"],
  [/^Grade [AB](?=: )/, "green"],
  [/^Grade [CD](?=: )/, "yellow"],
  [/^Grade E(?=: )/, "red"],
  [/^(?:loss|FAIL)(?= )/, "red"],
  [/^warning(?= )/, "yellow"],
  [/^(?:allowed|info)(?= )/, "dim"],
  [/^PASS(?= )/, "green"],
  [/^[\w-]+ +(?=done in \d)/, "green"],
  [/(?<= )NO(?=$| |,)/, "red"],
];

/** A text without control characters, coloured line by line. */
export function paint(text: string): string {
  return text.split("\n").map(paintLine).join("\n");
}

function paintLine(line: string): string {
  return rules.reduce((painted, [pattern, style]) => painted.replace(pattern, (found) => apply(found, style)), line);
}

function apply(text: string, style: Style): string {
  return `\u001b[${codes[style]}m${text}\u001b[0m`;
}
