import { CutoverError } from "../errors.js";
import type { Context } from "../stages/stage.js";
import type { Gate } from "../run/windowRecord.js";

/** What a named check of the app answers. */
export interface NamedCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** Runs the plan's named checks, each a function of the app, and says which did not pass. */
export async function measureChecks({ app, project, progress }: Context): Promise<Gate> {
  const functions = project.plan.window.checks ?? [];
  const results: NamedCheck[] = [];
  for (const name of functions) results.push(...readChecks(name, await app.convex.run<unknown>(name, {})));
  for (const { name, ok, detail } of results) progress.note(`         ${ok ? "PASS" : "FAIL"} ${name}: ${detail}`);
  const failed = results.filter(({ ok }) => !ok).map(({ name }) => name);
  const passed = functions.length === 0 ? "the plan names none" : `${results.length} passed`;
  return {
    name: "checks",
    value: failed.length === 0 ? passed : `failed: ${failed.join(", ")}`,
    limit: "all pass",
    isOpen: failed.length === 0,
    opens: "Mend what the checks name",
  };
}

function readChecks(name: string, answer: unknown): readonly NamedCheck[] {
  if (Array.isArray(answer) && answer.every(isNamedCheck)) return answer;
  throw new CutoverError("usage", {
    what: `The named check ${name} did not give a list of { name, ok, detail }`,
    where: "plan.ts, window.checks",
    next: 'Let the function return such a list: [{ name: "open cases", ok: true, detail: "1494" }].',
  });
}

function isNamedCheck(value: unknown): value is NamedCheck {
  const { name, ok, detail } = (value ?? {}) as Partial<NamedCheck>;
  return typeof name === "string" && typeof ok === "boolean" && typeof detail === "string";
}
