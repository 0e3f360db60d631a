import { existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";

/** The shell's variables, and beneath them those of .env.local and .env, as the `convex` command reads them. */
export function readEnvironment(): NodeJS.ProcessEnv {
  const files = [".env", ".env.local"].filter((file) => existsSync(file));
  return Object.assign(
    {},
    ...files.map((file) => parseEnv(readFileSync(file, "utf8"))),
    process.env,
  ) as NodeJS.ProcessEnv;
}
