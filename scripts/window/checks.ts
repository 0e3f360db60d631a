import { z } from "zod";
import { CutoverError } from "../errors.js";
import { windowFailures } from "./failures.js";
import type { Context } from "../stages/stage.js";
import type { Gate } from "../run/windowRecord.js";

const vNamedCheck = z.object({ name: z.string(), ok: z.boolean(), detail: z.string() });
/** What a named check of the app answers. */
export type NamedCheck = Readonly<z.infer<typeof vNamedCheck>>;

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
    opens: "Fix what the checks name",
  };
}

function readChecks(name: string, answer: unknown): readonly NamedCheck[] {
  const { data } = z.array(vNamedCheck).safeParse(answer);
  if (data !== undefined) return data;
  throw new CutoverError(windowFailures.badCheckResult, {
    what: `The named check ${name} did not give a list of { name, ok, detail }`,
    where: "plan.ts, window.checks",
    next: 'Let the function return such a list: [{ name: "open cases", ok: true, detail: "1494" }].',
  });
}
