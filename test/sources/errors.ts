import { expect } from "vitest";
import { CutoverError } from "../../scripts/errors.js";

/** The CutoverError a promise fails with. */
export async function catchError(promise: Promise<unknown>): Promise<CutoverError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof CutoverError) return error;
  throw new Error(error === undefined ? "nothing failed" : "not a CutoverError", { cause: error });
}

/** Everything of an error that could reach a log. */
export function renderEverything(error: Error): string {
  const cause = error.cause instanceof Error ? renderEverything(error.cause) : "";
  return `${error.message}\n${error.stack ?? ""}\n${JSON.stringify(error)}\n${cause}`;
}

/** The message of a source error, with its next steps. */
export async function getSourceError(promise: Promise<unknown>): Promise<string> {
  const error = await catchError(promise);
  expect(error.failure).toBe("source");
  return error.message;
}

/** Memory that JavaScript objects and buffers hold, in bytes. */
export function getUsedMemory(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
