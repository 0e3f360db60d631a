import { existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { z } from "zod";
import { CutoverError, describeSchemaErrors } from "../errors.js";
import { projectFailures } from "./failures.js";
import { registerEnvironment } from "../secrets.js";

/** An address may hold a password: the message shows what is expected, never what is there. */
const postgresUrl = z
  .string()
  .regex(/^(?:postgres(?:ql)?:\/\/\S+)?$/i, "expected postgres://user:password@host:5432/database");
const webUrl = z.string().regex(/^(?:https?:\/\/\S+)?$/i, "expected an address such as https://convex.example.com");
const deployKey = z.string().regex(/^\S*$/, "expected a deploy key without spaces, such as prod:happy-otter-1|…");

/** The variables whose form is known; the others are passed on as they are. An empty one counts as not set. */
const vEnvironment = z.object({
  CUTOVER_FREEZE_URL: postgresUrl.optional(),
  CONVEX_DEPLOY_KEY: deployKey.optional(),
  CONVEX_SELF_HOSTED_URL: webUrl.optional(),
});

/** The shell's variables, and beneath them those of .env.local and .env, as the `convex` command reads them. */
export function readEnvironment(): NodeJS.ProcessEnv {
  const files = [".env", ".env.local"].filter((file) => existsSync(file));
  const env = Object.assign(
    {},
    ...files.map((file) => parseEnv(readFileSync(file, "utf8"))),
    process.env,
  ) as NodeJS.ProcessEnv;
  registerEnvironment(env);
  const { error } = vEnvironment.safeParse(env);
  if (error === undefined) return env;
  const next = "Correct the variable in the shell, .env.local or .env.";
  throw new CutoverError(
    projectFailures.badEnvironment,
    describeSchemaErrors(error).map((what) => ({ what, where: "environment", next })),
  );
}
