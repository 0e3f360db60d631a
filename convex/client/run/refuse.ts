import { ConvexError } from "convex/values";

/** What a refused command says. `next` is the command to type. */
export type Refused = { code: string; message: string; next: string };

export function refuse(code: string, message: string, next: string): never {
  throw new ConvexError<Refused>({ code, message, next });
}

/** The sentence in an error's message; a ConvexError's message is its data as JSON. */
export function readMessage(error: string): string {
  try {
    const data = JSON.parse(error) as Partial<Refused>;
    return data.message ?? error;
  } catch {
    return error;
  }
}
