import { createCipheriv, createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { decryptToken, readKeys } from "../../../convex/client/calendar/settings.js";

/** https://github.com/fernet/spec: generate.json and verify.json. */
const specSecret = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
const specToken =
  "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";

const firstKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const secondKey = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

/** Written by Python's `cryptography` 48.0.0 with the first key: `Fernet(key)._encrypt_from_parts(text, 1700000000, bytes(range(16)))`. */
const fromPython = [
  [
    "1//0gRefreshToken-ünï",
    "gAAAAABlU_EAAAECAwQFBgcICQoLDA0ODzgGladcKI_-yRqaDhbp2NnIVsy75PzU1kRaEXlFqMoW9aWA30jYm8xFIaAZYIm8nfpchZojxNFMD4w3LUqeHOQ=",
  ],
  ["", "gAAAAABlU_EAAAECAwQFBgcICQoLDA0OD7eteCFsVWnW2hqrh_bbxWG2kgARxHn5BD1_8db41B-9AjTeFsfNLWkqNE3aSOKVfQ=="],
  [
    "x".repeat(16),
    "gAAAAABlU_EAAAECAwQFBgcICQoLDA0ODwxnxuU1LvDJI85gh9NvOEyrYSN_G5sSrH8JzGGoGeRcrhM0GEZ8Yj8qfmBvBedgYL1gGbH58BL5W7m-uXECJ1k=",
  ],
] as const;

/** `AESGCM(key).encrypt(nonce, b"1//0gRefreshToken", None)` after its nonce, by the same library and key. */
const aesGcmFromPython = "AAECAwQFBgcICQoLdi35K6K3p33/JOTj5YYTCO1KORPy3xz5VXtUUsf0czFe";

const keys = (...texts: string[]) => readKeys(texts.join(","))!;

test("the Fernet specification's token", () => {
  expect(decryptToken(specToken, keys(specSecret))).toBe("hello");
});

test.each(fromPython)("a Fernet token of Python's cryptography: %j", (text, token) => {
  expect(decryptToken(token, keys(firstKey))).toBe(text);
});

test("AES-GCM of Python's cryptography", () => {
  expect(decryptToken(aesGcmFromPython, keys(firstKey))).toBe("1//0gRefreshToken");
});

test("of several keys the one that fits is found, as with MultiFernet", () => {
  expect(decryptToken(specToken, keys(firstKey, secondKey, specSecret))).toBe("hello");
  expect(decryptToken(aesGcmFromPython, keys(secondKey, firstKey))).toBe("1//0gRefreshToken");
});

test("a token of another key is none, and neither is a text that was never one", () => {
  expect(decryptToken(specToken, keys(firstKey))).toBeNull();
  for (const text of ["", "gAAAA", "not a token", "%%%%"]) expect(decryptToken(text, keys(firstKey))).toBeNull();
});

test("every byte of a Fernet token counts", () => {
  const bytes = Buffer.from(specToken, "base64");
  for (let index = 0; index < bytes.length; index++) {
    const changed = Buffer.from(bytes);
    changed[index]! ^= 1;
    expect(decryptToken(changed.toString("base64url"), keys(specSecret))).toBeNull();
  }
});

test("every byte of an AES-GCM token counts, and so does its end", () => {
  const bytes = Buffer.from(aesGcmFromPython, "base64");
  for (let index = 0; index < bytes.length; index++) {
    const changed = Buffer.from(bytes);
    changed[index]! ^= 1;
    expect(decryptToken(changed.toString("base64"), keys(firstKey))).toBeNull();
    expect(decryptToken(bytes.subarray(0, index).toString("base64"), keys(firstKey))).toBeNull();
  }
});

/** A Fernet token with a right HMAC around whatever stands inside: what invalid.json of the specification tries. */
function sign(inside: Buffer): string {
  const key = Buffer.from(specSecret, "base64");
  const signed = Buffer.concat([Buffer.from([0x80]), Buffer.alloc(8), Buffer.alloc(16, 7), inside]);
  return Buffer.concat([signed, createHmac("sha256", key.subarray(0, 16)).update(signed).digest()]).toString(
    "base64url",
  );
}

test("a rightly signed token with a wrong inside is none: no block, half a block, wrong padding", () => {
  const cipher = createCipheriv("aes-128-cbc", Buffer.from(specSecret, "base64").subarray(16), Buffer.alloc(16, 7));
  const unpadded = Buffer.concat([cipher.setAutoPadding(false).update(Buffer.alloc(16, 0)), cipher.final()]);
  for (const inside of [Buffer.alloc(0), Buffer.alloc(24), unpadded])
    expect(decryptToken(sign(inside), keys(specSecret))).toBeNull();
});

test("keys are base64 or base64url of 32 bytes, and one that is not spoils the list", () => {
  expect(readKeys(` ${firstKey} , ${specSecret} `)).toHaveLength(2);
  for (const text of ["", "abc", `${firstKey},`, `${firstKey},${firstKey.slice(4)}`]) expect(readKeys(text)).toBeNull();
});
