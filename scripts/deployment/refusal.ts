import { CutoverError } from "../errors.js";

interface Refused {
  readonly message: string;
  readonly next: string;
}

/** What a function of the app refuses is a gate with its own sentence and next command, not a command that failed. */
export async function withRefusals<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    const refused = error instanceof CutoverError ? readRefusal(error.message) : null;
    if (refused === null) throw error;
    throw new CutoverError("gate", { what: refused.message, next: refused.next }, { cause: error });
  }
}

/** As the `convex` command prints a ConvexError: its data as JSON, on one line or several. */
function readRefusal(printed: string): Refused | null {
  const [data] = /\{\s*"?code"?:[^]*?"?next"?:\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*\}/.exec(printed) ?? [];
  try {
    return data === undefined ? null : (JSON.parse(data) as Refused);
  } catch {
    return null;
  }
}
