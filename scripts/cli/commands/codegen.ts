import { existsSync } from "node:fs";
import path from "node:path";
import { CutoverError } from "../../errors.js";
import { readIfThere } from "../../project/code/proposal.js";
import { projectFailures } from "../../project/failures.js";
import { findMisfits } from "../../project/project.js";
import { generateCode } from "../../rehearsal/server/codegen.js";
import { relative } from "../../stages/context.js";
import type { Options } from "../options.js";
import { type Command, done } from "./command.js";

export const codegen: Command = async ({ options, output }) => {
  const appDir = path.dirname(path.resolve(options.plan));
  await refuseMisfits(options);
  await generateCode(path.dirname(appDir));
  const generated = path.join(appDir, "_generated");
  output.show(`${relative(generated)} is written.`);
  return done({ generated });
};

/** `convex codegen` would stop at them, too, above a stack. What cannot be loaded yet is left to that command. */
async function refuseMisfits({ plan, module }: Options): Promise<void> {
  if (!existsSync(plan)) return;
  const instance = await readIfThere(path.join(path.dirname(plan), `${module}.ts`));
  const isInstantiated = instance?.includes("new Cutover(") ?? false;
  const misfits = await findMisfits(plan, isInstantiated).catch((error: unknown) => {
    if (error instanceof CutoverError) return [];
    throw error;
  });
  if (misfits.length > 0) throw new CutoverError(projectFailures.schemaFaults, misfits);
}
