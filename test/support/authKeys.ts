import { generateKeyPairSync } from "node:crypto";

/** What `npx @convex-dev/auth` sets in a deployment, with a key that was made for this run alone. */
export function makeAuthEnv(): { JWT_PRIVATE_KEY: string; CONVEX_SITE_URL: string; SITE_URL: string } {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    JWT_PRIVATE_KEY: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    CONVEX_SITE_URL: "https://app.convex.site",
    SITE_URL: "https://app.example",
  };
}

/** Whom a token of Convex Auth names: `user|session`. */
export function subjectOf(token: string): string {
  const payload = JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString()) as { sub: string };
  return payload.sub;
}
