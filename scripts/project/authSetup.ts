import path from "node:path";
import { readIfThere } from "./code/proposal.js";

/** What an app's auth.ts accepts: `node` is `legacyPassword` with a `verifyHash`, `Password` reads Convex Auth's own hashes only. */
export type Opener = "Password" | "legacyPassword" | "node";

/** How the app's auth.ts lets users in with a password, as its text shows; null: it does not, or there is none. */
export interface AuthSetup {
  readonly file: string;
  readonly opens: Opener | null;
  /** `Password` has a `crypto` of the app's own, which may read any hash. */
  readonly hasOwnCrypto: boolean;
  /** It says what work a wrong password is to take. */
  readonly hasDecoy: boolean;
}

const names = ["auth.ts", "auth.js", "auth.tsx"];

export async function readAuthSetup(appDir: string): Promise<AuthSetup | null> {
  const found = await readAuthText(appDir);
  return found === null ? null : { file: found.file, ...readProviders(withoutComments(found.text)) };
}

/** The app's auth.ts, as it is written. */
export async function readAuthText(appDir: string): Promise<{ file: string; text: string } | null> {
  for (const name of names) {
    const file = path.join(appDir, name);
    const text = await readIfThere(file);
    if (text !== null) return { file, text };
  }
  return null;
}

function readProviders(text: string): Omit<AuthSetup, "file"> {
  const hasDecoy = /\bdecoy\b/.test(text);
  if (/\blegacyPassword\s*(?:<[^>]*>)?\(/.test(text)) {
    return { opens: /\bverifyHash\b/.test(text) ? "node" : "legacyPassword", hasOwnCrypto: false, hasDecoy };
  }
  const isPassword = /providers\/Password["']/.test(text) && /\bPassword\b/.test(text);
  return { opens: isPassword ? "Password" : null, hasOwnCrypto: isPassword && /\bcrypto\s*:/.test(text), hasDecoy };
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[^]*?\*\//g, "").replaceAll(/(^|\s)\/\/.*$/gm, "$1");
}
