import type { z } from "zod";
import { CutoverError, describeSchemaErrors } from "../errors.js";
import { deploymentFailures } from "./failures.js";

/** Gives the whole answer, with fields that the schema does not name. */
export function parseAnswer<T>(
  value: unknown,
  answer: z.ZodType<T>,
  from: { function: string; deployment: string },
): T {
  const { error } = answer.safeParse(value);
  if (error === undefined) return value as T;
  throw new CutoverError(deploymentFailures.unreadableAnswer, {
    what: `${from.function} gave an answer that this command cannot read: ${describeSchemaErrors(error)[0]}`,
    where: from.deployment,
    next: "Deploy the app with the version of convex-cutover that this command has: npx convex deploy",
  });
}

/** Nothing printed is null; undefined, which no schema takes: what was printed is no JSON. */
export function parseJson(text: string): unknown {
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
