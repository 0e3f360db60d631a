import { Password } from "@convex-dev/auth/providers/Password";
import { describe, expect, test } from "vitest";
import {
  chooseVerifier,
  explainUnverifiable,
  hashPassword,
  matchesHash,
} from "../../../convex/client/signIn/verifyHash.js";
import { memoryOf, readPasswordHash, splitHashes } from "../../../convex/shared/users/passwordHash.js";
import { brokenHashes, bcryptLong, correct, first72Bytes, firebase, oldHashes } from "./hashes.js";

interface Crypto {
  hashSecret(password: string): Promise<string>;
  verifySecret(password: string, hash: string): Promise<boolean>;
}

/** Convex Auth's own, out of its own provider. */
const convexAuth = (Password() as unknown as { options: { crypto: Crypto } }).options.crypto;

test.each(oldHashes)("$kind opens with its password and no other", ({ hash, password }) => {
  expect(matchesHash(password, hash)).toBe(true);
  expect(matchesHash(`${password.slice(0, -1)}x`.slice(0, 71), hash)).toBe(false);
  expect(matchesHash("", hash)).toBe(false);
});

test("what we write Convex Auth opens, and the other way round", async () => {
  for (const password of [correct, "ﬁne ½ é", "𝄞"]) {
    expect(await convexAuth.verifySecret(password, hashPassword(password))).toBe(true);
    expect(matchesHash(password, await convexAuth.hashSecret(password))).toBe(true);
    expect(matchesHash(`${password}.`, await convexAuth.hashSecret(password))).toBe(false);
  }
});

test("bytes after the 72nd count for nothing in bcrypt, as they did in the old system", () => {
  expect(matchesHash(`${first72Bytes}anything`, bcryptLong)).toBe(true);
  expect(matchesHash(first72Bytes.slice(0, -1), bcryptLong)).toBe(false);
});

test.each(brokenHashes)("$hash opens for nobody, throws nothing, and says why", ({ hash, reason }) => {
  expect(readPasswordHash(hash)).toMatchObject({
    kind: "unsupported",
    reason: expect.stringMatching(reason) as string,
  });
  for (const password of ["test", correct, "plain-pass", ""]) expect(matchesHash(password, hash)).toBe(false);
  expect(explainUnverifiable(hash)).not.toContain(hash.slice(-12));
});

test.each([null, undefined, ""])("%j is no password", (hash) => {
  expect(readPasswordHash(hash)).toEqual({ kind: "none" });
  expect(splitHashes(hash)).toEqual([]);
});

describe("where a hash is verified", () => {
  const large = "$argon2id$v=19$m=65536,t=3,p=4$SFVpOWJ0eXhjRzVkdGN1RQ$RXnb8rh7LaDcn07xsssqqulZYXOM/EUCEFMVcAcyYVk";

  test.each([
    { hash: firebase, node: "here", without: "here" },
    { hash: large, node: "node", without: "nowhere" },
    { hash: large.replace("65536", "19456"), node: "here", without: "here" },
    { hash: oldHashes[4]!.hash, node: "node", without: "here" },
    { hash: "$2x$04$", node: "nowhere", without: "nowhere" },
  ])("$hash: $node, without Node $without", ({ hash, node, without }) => {
    expect([chooseVerifier(hash, true), chooseVerifier(hash, false)]).toEqual([node, without]);
  });

  test("one that is too large names the megabytes and the option", () => {
    expect(memoryOf(readPasswordHash(large))).toBe(64 * 1024 * 1024);
    expect(explainUnverifiable(large)).toMatch(/64 MB: give legacyPassword a verifyHash/);
  });
});
