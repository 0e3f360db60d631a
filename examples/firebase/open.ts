import path from "node:path";
import { fileURLToPath } from "node:url";
import type { OpenExample } from "../support/example.js";

const folder = path.relative(process.cwd(), path.dirname(fileURLToPath(import.meta.url)));

/** The project's password hash parameters. Those of a real one are secrets of `.env.local`. */
const parameters = {
  FIREBASE_SIGNER_KEY: Buffer.from("an-example-signer-key-of-64-bytes-as-every-firebase-project-has.").toString(
    "base64",
  ),
  FIREBASE_SALT_SEPARATOR: "Bw==",
};

/** The two exports lie in the repository. */
export async function openExample(): Promise<OpenExample> {
  return {
    source: path.join(folder, "source"),
    env: parameters,
    existing: path.join(folder, "target"),
    close: async () => {},
  };
}
