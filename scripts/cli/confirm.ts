import { createInterface } from "node:readline/promises";
import { CutoverError } from "../errors.js";

/**
 * Asks before something is replaced or deleted: the deployment's name has to be typed. Without a terminal, or when the
 * answer is another, nothing happens.
 */
export async function confirm(what: string, deployment: string, yes: boolean): Promise<void> {
  if (yes) return;
  const next = "Type the deployment's name at the question, or add --yes.";
  if (!process.stdin.isTTY) throw new CutoverError("gate", { what: `${what} needs a word`, where: deployment, next });
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await reader.question(`${what}. Type "${deployment}" to go on: `);
    if (answer.trim() !== deployment)
      throw new CutoverError("gate", { what: "Not confirmed; nothing was changed", next });
  } finally {
    reader.close();
  }
}
