import { type RowCode, rowCodes } from "../../check/rowCodes.js";
import { exitCodes, type Failure, type FailureKind, failureOf } from "../../errors.js";
import { explainKind, failureKinds, findCode } from "../explain.js";

/** `cutover explain [code]`, as text and for --json. */
export function explain(word: string | undefined): { readonly text: string; readonly json: unknown } {
  if (word === undefined) {
    const json = [...failureKinds.map(explainKind), ...rowCodes.values()];
    return { text: renderCodes(failureKinds, rowCodes.values()), json };
  }
  const found = findCode(word);
  return "stages" in found
    ? { text: renderRowCode(found), json: found }
    : { text: renderKind(found), json: explainKind(found) };
}

function renderKind(kind: FailureKind): string {
  const failure = failureOf(kind.code);
  return [
    `${kind.code}: ${kind.title}`,
    "",
    `What it means    ${kind.means}`,
    `Why it stops     ${kind.why}`,
    `What to do       ${kind.next}`,
    `Example          ${kind.example}`,
    `Exit code        ${exitCodes[failure]} (${failure})`,
  ].join("\n");
}

function renderRowCode({ code, stages, means, next }: RowCode): string {
  return [
    `${code}: of a row, said by ${stages.join(", ")}`,
    "",
    `What it means    ${means}`,
    `What to do       ${next}`,
  ].join("\n");
}

function renderCodes(kinds: readonly FailureKind[], ofRows: Iterable<RowCode>): string {
  const lines = kinds.map(({ code, title }) => `${code}  ${title}`);
  return [...lines, "", "Of rows:", ...Array.from(ofRows, ({ code, stages }) => `${code}  ${stages.join(", ")}`)].join(
    "\n",
  );
}

const headings: Readonly<Record<Failure, string>> = {
  usage: "usage or configuration",
  mismatch: "mismatch",
  gate: "a gate is closed",
  source: "the source failed",
  deployment: "the deployment failed",
  bug: "a bug in cutover",
  interrupted: "interrupted",
};

const intro = `# Messages

<!-- Written by \`npm run messages\` from the failures.ts of each room of scripts/ and from check/rowCodes.ts. Do not edit. -->

Every failure ends with its code, and with \`--json\` as \`error.code\`. Codes stay the same for ever; the words of a message
may change. The first digit is the exit code, 7 is a bug (exit code 70) and 8 an interruption (130).
\`npx cutover explain CUT3707\` prints a section of this page, and so does \`npx cutover explain several_old\` for what may stand
against a row.
`;

/** docs/messages.md. */
export function renderMessages(kinds: readonly FailureKind[], ofRows: Iterable<RowCode>): string {
  const chapters = (Object.keys(headings) as Failure[]).map((failure) => {
    const own = kinds.filter(({ code }) => failureOf(code) === failure);
    return `\n## Exit code ${exitCodes[failure]}: ${headings[failure]}\n${own.map(renderSection).join("")}`;
  });
  const rows = Array.from(ofRows, renderRowSection).join("");
  return `${intro}${chapters.join("")}\n## Of rows: rejections and issues\n${rows}`;
}

function renderRowSection({ code, stages, means, next }: RowCode): string {
  return `\n### ${code} (${stages.join(", ")})\n\n${means}\n\n${next}\n`;
}

function renderSection({ code, title, means, why, next, example }: FailureKind): string {
  return `
### ${code}: ${title}

${means} ${why}

${next}

\`\`\`text
${example}
\`\`\`
`;
}
