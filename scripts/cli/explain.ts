import { catchUpFailures } from "../catchUp/failures.js";
import { checkFailures } from "../check/failures.js";
import { deploymentFailures } from "../deployment/failures.js";
import { type RowCode, rowCodes } from "../check/rowCodes.js";
import { CutoverError, exitCodes, type FailureKind, failureOf, generalFailures } from "../errors.js";
import { storedFileFailures } from "../files/failures.js";
import { sourceBackupFailures } from "../sourceBackup/failures.js";
import { initFailures } from "../init/failures.js";
import { projectFailures } from "../project/failures.js";
import { rehearsalFailures } from "../rehearsal/failures.js";
import { rollbackFailures } from "../rollback/failures.js";
import { rowFailures } from "../rows/failures.js";
import { runFailures } from "../run/failures.js";
import { fileFailures } from "../sources/fileFailures.js";
import { sourceFailures } from "../sources/failures.js";
import { stageFailures } from "../stages/failures.js";
import { taskFailures } from "../tasks/failures.js";
import { windowFailures } from "../window/failures.js";
import { cliFailures } from "./failures.js";

/** Of every room. */
const rooms: readonly Readonly<Record<string, FailureKind>>[] = [
  generalFailures,
  cliFailures,
  projectFailures,
  sourceFailures,
  fileFailures,
  rowFailures,
  runFailures,
  deploymentFailures,
  stageFailures,
  windowFailures,
  rollbackFailures,
  catchUpFailures,
  rehearsalFailures,
  storedFileFailures,
  sourceBackupFailures,
  initFailures,
  checkFailures,
  taskFailures,
];

/** Every kind of failure, in the order of their codes. */
export const failureKinds: readonly FailureKind[] = rooms
  .flatMap((room) => Object.values(room))
  .toSorted((left, right) => (left.code < right.code ? -1 : 1));

/** What --json prints of a kind. */
export interface Explained extends FailureKind {
  readonly failure: string;
  readonly exitCode: number;
}

export function explainKind(kind: FailureKind): Explained {
  const failure = failureOf(kind.code);
  return { ...kind, failure, exitCode: exitCodes[failure] };
}

/**
 * A failure's code, or what stands against a row. `3707`, `cut3707` and `CUT3707` are the same, and so are `several_old` and
 * `several-old`. Throws for one that there is not.
 */
export function findCode(word: string): FailureKind | RowCode {
  const ofRow = rowCodes.get(word.toLowerCase().replaceAll("-", "_"));
  return ofRow ?? findKind(word);
}

function findKind(word: string): FailureKind {
  const code = `CUT${word.replace(/^cut/i, "")}`;
  const found = failureKinds.find((kind) => kind.code === code);
  if (found !== undefined) return found;
  throw new CutoverError(cliFailures.unknownCode, {
    what: `There is no code "${word}"`,
    next: "npx cutover explain lists all codes",
  });
}
