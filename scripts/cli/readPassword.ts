import type { Readable } from "node:stream";
import { CutoverError } from "../errors.js";
import { registerSecret } from "../secrets.js";
import { cliFailures } from "./failures.js";

const piped = "cutover try-sign-in --user <address> --password-stdin < password.txt";

/** The password of `--password-stdin`, which nothing that is printed from now on shows. A line end at its end is the editor's. */
export async function readPassword(input: Readable & { readonly isTTY?: boolean }): Promise<string> {
  // A terminal would show what is typed.
  if (input.isTTY === true) throw refuse("The password would be seen: stdin is a terminal");
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk as Uint8Array | string));
  const password = Buffer.concat(chunks)
    .toString("utf8")
    .replace(/\r?\n$/, "");
  if (password === "") throw refuse("There is no password on stdin");
  registerSecret(password);
  return password;
}

function refuse(what: string): CutoverError {
  return new CutoverError(cliFailures.badCommandLine, { what, next: piped });
}

/** Either both flags or neither. */
export function refuseHalf({ user, passwordStdin }: { readonly user: string | null; readonly passwordStdin: boolean }) {
  if ((user === null) === !passwordStdin) return;
  throw refuse(user === null ? "--password-stdin is the password of a --user" : "--user needs a password on stdin");
}
