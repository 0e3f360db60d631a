import { exitCodes, type Failure, type FailureKind, failureOf } from "../../errors.js";

/** `cutover explain CUT3707`. */
export function renderExplained(kind: FailureKind): string {
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

/** `cutover explain`: every code with its title. */
export function renderCodes(kinds: readonly FailureKind[]): string {
  return kinds.map(({ code, title }) => `${code}  ${title}`).join("\n");
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

<!-- Written by \`npm run messages\` from the failures.ts of each room of scripts/. Do not edit. -->

Every failure ends with its code, and with \`--json\` as \`error.code\`. Codes stay the same for ever; the words of a message
may change. The first digit is the exit code, 7 is a bug (exit code 70) and 8 an interruption (130).
\`npx cutover explain CUT3707\` prints a section of this page.
`;

/** docs/messages.md. */
export function renderMessages(kinds: readonly FailureKind[]): string {
  const chapters = (Object.keys(headings) as Failure[]).map((failure) => {
    const own = kinds.filter(({ code }) => failureOf(code) === failure);
    return `\n## Exit code ${exitCodes[failure]}: ${headings[failure]}\n${own.map(renderSection).join("")}`;
  });
  return intro + chapters.join("");
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
