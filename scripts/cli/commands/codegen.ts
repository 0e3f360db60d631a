import path from "node:path";
import { generateCode } from "../../rehearsal/server/codegen.js";
import { relative } from "../../stages/context.js";
import { type Command, done } from "./command.js";

export const codegen: Command = async ({ options, output }) => {
  const appDir = path.dirname(path.resolve(options.plan));
  await generateCode(path.dirname(appDir));
  const generated = path.join(appDir, "_generated");
  output.show(`${relative(generated)} is written.`);
  return done({ generated });
};
