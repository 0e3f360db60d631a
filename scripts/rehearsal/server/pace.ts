import { CutoverError } from "../../errors.js";
import { rehearsalFailures } from "../failures.js";

/** Waits as long as a deployment needs for so many rows; never zero, so that others get their turn in the meantime. */
export type Pace = (rows: number) => Promise<void>;

const variable = "CUTOVER_REHEARSAL_SLOW";
const defaultMs = 2;

/**
 * Imports and exports of a real deployment take minutes, and its functions go on writing meanwhile.
 * CUTOVER_REHEARSAL_SLOW=<milliseconds per 1,000 rows> makes the rehearsal as slow as that.
 */
export function readPace(env: NodeJS.ProcessEnv): Pace {
  const ms = Number(env[variable] ?? defaultMs);
  if (!(ms >= 0)) {
    throw new CutoverError(rehearsalFailures.badRehearsalSetting, {
      what: `${variable} must be a number of milliseconds per 1,000 rows`,
      where: env[variable],
    });
  }
  return (rows) => new Promise((resolve) => setTimeout(resolve, Math.ceil((ms * rows) / 1_000)));
}
