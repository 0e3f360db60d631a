import { CutoverError } from "../../errors.js";
import { rehearsalFailures } from "../failures.js";
import { Refusal } from "./http.js";

/** Decides before a function runs whether the call is turned down. */
export type Faults = (functionName: string) => Refusal | null;

/** What the open backend answers when it is too busy, or the key lacks a right: status and sentence by code. */
const known: Readonly<Record<string, readonly [status: number, message: string]>> = {
  CommitterFullError: [503, "Too many concurrent commits, back off and try again"],
  ExpiredInQueue: [503, "Too many concurrent requests, backoff and try again."],
  OptimisticConcurrencyControlFailure: [503, "Data read or written in this mutation changed while it was being run."],
  TooManyConcurrentRequests: [429, "Too many concurrent requests. Your backend is limited to 16 concurrent mutations."],
  TooManyWrites: [429, "Too many writes per second. Your deployment is limited to 4 MiB/s"],
  WorkerOverloaded: [503, "There are too many requests for this worker"],
  BadDeployKey: [403, "The provided deploy key was invalid for this deployment"],
  Forbidden: [403, "You do not have permission to perform this operation (deployment:backups:view)."],
};

export function createFault(code: string): Refusal {
  const [status, message] = known[code] ?? unknownCode(code);
  return new Refusal(code, message, status);
}

function unknownCode(code: string): never {
  const what = `CUTOVER_REHEARSAL_FAULTS knows no code "${code}": it has ${Object.keys(known).join(", ")}`;
  throw new CutoverError(rehearsalFailures.badRehearsalSetting, { what });
}

const everyCall = 5;

/** CUTOVER_REHEARSAL_FAULTS=TooManyWrites,ExpiredInQueue: every fifth call of a function is turned down, by one code after the other. */
export function readFaults(env: NodeJS.ProcessEnv): Faults {
  const codes = (env["CUTOVER_REHEARSAL_FAULTS"] ?? "").split(",").filter((code) => code !== "");
  const faults = codes.map(createFault);
  let calls = 0;
  return () => {
    calls += 1;
    return calls % everyCall === 0 ? (faults[(calls / everyCall) % faults.length] ?? null) : null;
  };
}
