/**
 * What a stored password hash is, from its text alone. Formats: Convex Auth's own (`salt:key`, both hex), bcrypt, the PHC
 * string of argon2, and Firebase's scrypt as Supabase writes it (supabase/auth, internal/crypto/password.go).
 */
export type PasswordHash =
  | { readonly kind: "none" }
  | { readonly kind: "scrypt"; readonly salt: string; readonly key: string }
  | { readonly kind: "bcrypt"; readonly cost: number }
  | Argon2Hash
  | FirebaseHash
  | { readonly kind: "unsupported"; readonly reason: string };

export interface Argon2Hash {
  readonly kind: "argon2id" | "argon2i";
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
  /** Base64 without padding. */
  readonly salt: string;
  readonly key: string;
}

export interface FirebaseHash {
  readonly kind: "firebaseScrypt";
  /** Of the CPU and memory cost: 14 means N = 2^14. */
  readonly power: number;
  readonly blockSize: number;
  readonly lanes: number;
  /** Base64, like all below. */
  readonly saltSeparator: string;
  readonly signerKey: string;
  readonly salt: string;
  readonly key: string;
}

const own = /^([0-9a-f]{32}):([0-9a-f]{128})$/;
const bcrypt = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;
const argon2 =
  /^\$(argon2id|argon2i)\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,})\$([A-Za-z0-9+/]{6,})$/;
const base64 = "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?";
const firebase = new RegExp(
  String.raw`^\$fbscrypt\$v=1,n=(\d{1,2}),r=(\d{1,3}),p=(\d{1,2})(?:,ss=(${base64}))?,sk=(${base64})\$(${base64})\$(${base64})$`,
);

/** The most that supabase/auth takes, in KiB, passes and lanes. */
const argon2Limits = { memory: 1024 * 1024, passes: 20, lanes: 16 };
/** Firebase's own projects use 14. Twenty is a gigabyte at the usual block size. */
const firebasePowers = { least: 1, most: 20 };
const bcryptCosts = { least: 4, most: 31 };

/** Never throws. "none" means that there is no password to sign in with: the user resets it. */
export function readPasswordHash(text: string | null | undefined): PasswordHash {
  if (text === null || text === undefined || text === "") return { kind: "none" };
  return (
    readOwn(text) ??
    readBcrypt(text) ??
    readArgon2(text) ??
    readFirebase(text) ?? { kind: "unsupported", reason: describe(text) }
  );
}

/** A secret may hold several hashes with a blank between them, where one user had several passwords. Any of them works. */
export function splitHashes(secret: string | null | undefined): string[] {
  return (secret ?? "").split(" ").filter((each) => each !== "");
}

/** Bytes that verification takes. */
export function memoryOf(hash: PasswordHash): number {
  switch (hash.kind) {
    case "argon2id":
    case "argon2i":
      return hash.memory * 1024;
    case "firebaseScrypt":
      return 128 * hash.blockSize * 2 ** hash.power;
    case "scrypt":
      return 128 * 16 * 2 ** 14;
    default:
      return 0;
  }
}

/** Hashes of one kind and cost take as long to verify. */
export function workOf(hash: PasswordHash): string {
  switch (hash.kind) {
    case "bcrypt":
      return `bcrypt ${hash.cost}`;
    case "argon2id":
    case "argon2i":
      return `${hash.kind} ${hash.memory} ${hash.passes} ${hash.lanes}`;
    case "firebaseScrypt":
      return `firebaseScrypt ${hash.power} ${hash.blockSize} ${hash.lanes}`;
    default:
      return hash.kind;
  }
}

function readOwn(text: string): PasswordHash | undefined {
  const [, salt, key] = own.exec(text) ?? [];
  return salt === undefined || key === undefined ? undefined : { kind: "scrypt", salt, key };
}

function readBcrypt(text: string): PasswordHash | undefined {
  const [, digits] = bcrypt.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const cost = Number(digits);
  return cost >= bcryptCosts.least && cost <= bcryptCosts.most ? { kind: "bcrypt", cost } : undefined;
}

function readArgon2(text: string): PasswordHash | undefined {
  const [, kind, memory, passes, lanes, salt, key] = argon2.exec(text) ?? [];
  if (kind === undefined || salt === undefined || key === undefined) return undefined;
  const numbers = { memory: Number(memory), passes: Number(passes), lanes: Number(lanes) };
  const isWithin =
    numbers.memory >= 8 * numbers.lanes &&
    numbers.memory <= argon2Limits.memory &&
    isBetween(numbers.passes, 1, argon2Limits.passes) &&
    isBetween(numbers.lanes, 1, argon2Limits.lanes);
  return isWithin ? { kind: kind as Argon2Hash["kind"], ...numbers, salt, key } : undefined;
}

function readFirebase(text: string): PasswordHash | undefined {
  const [, n, r, p, saltSeparator = "", signerKey, salt, key] = firebase.exec(toPlainBase64(text)) ?? [];
  if (!signerKey || !salt || !key) return undefined;
  const numbers = { power: Number(n), blockSize: Number(r), lanes: Number(p) };
  const { least, most } = firebasePowers;
  const isWithin = isBetween(numbers.power, least, most) && numbers.blockSize >= 1 && numbers.lanes >= 1;
  return isWithin ? { kind: "firebaseScrypt", ...numbers, saltSeparator, signerKey, salt, key } : undefined;
}

/** Firebase's Admin SDK writes web-safe base64; nothing else of such a hash has these letters. */
function toPlainBase64(text: string): string {
  return text.replaceAll("-", "+").replaceAll("_", "/");
}

function isBetween(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}

/** Names the format and nothing of the hash itself. */
function describe(text: string): string {
  if (text.startsWith("$2x$")) return "$2x$ is bcrypt with a known fault: who has it must set a new password";
  if (/^\$2[aby]?\$/.test(text)) return "a bcrypt hash that is cut off or broken";
  if (text.startsWith("$argon2d$")) return "argon2d is not made for passwords";
  if (text.startsWith("$argon2")) return "an argon2 hash of another version, with keys, or beyond the limits";
  if (text.startsWith("$fbscrypt")) return "a Firebase hash of another version, broken, or beyond the limits";
  if (/^\$[PH]\$/.test(text)) return 'the scheme "phpass" (WordPress) is not supported';
  const [, scheme] = /^\$?([a-z0-9_-]{1,20})\$/.exec(text) ?? [];
  return scheme === undefined ? "it is no hash that we know" : `the scheme "${scheme}" is not supported`;
}
