import path from "node:path";
import { generateCode } from "../../rehearsal/server/codegen.js";
import { type Command, done } from "./command.js";

export const codegen: Command = async ({ options }) => {
  await generateCode(path.dirname(path.dirname(path.resolve(options.plan))));
  return done(null);
};
