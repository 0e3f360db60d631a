/** Hashes that others made: what our own code writes would prove only that it agrees with itself. */

/** libxcrypt's `crypt()`, by python3. */
const libxcrypt = {
  a: "$2a$04$N9qo8uLOickgx2ZMRZoMye7lwnnKjdKULIb0Soe6BjJXxCPR1R3dC",
  b: "$2b$04$N9qo8uLOickgx2ZMRZoMye7lwnnKjdKULIb0Soe6BjJXxCPR1R3dC",
  y: "$2y$04$N9qo8uLOickgx2ZMRZoMye7lwnnKjdKULIb0Soe6BjJXxCPR1R3dC",
  costly: "$2b$12$N9qo8uLOickgx2ZMRZoMyeZgvdYuT0nWX1dSOrmMrdhIpcCb1nx2u",
  unicode: "$2b$04$N9qo8uLOickgx2ZMRZoMyeD4jaL4KpFTckE4fGD1qZCoG/g5nsZUy",
  /** Of `first72Bytes` and more. */
  long: "$2b$04$N9qo8uLOickgx2ZMRZoMye/6uXlqA1GGTu.SlwbMsw.UObZeJZ8im",
};

export const first72Bytes = `${"0123456789".repeat(7)}ab`;

/** supabase/auth, internal/crypto/password_test.go. */
const gotrue = {
  argon2i: "$argon2i$v=19$m=16,t=2,p=1$bGJRWThNOHJJTVBSdHl2dQ$NfEnUOuUpb7F2fQkgFUG4g",
  argon2id: "$argon2id$v=19$m=32,t=3,p=2$SFVpOWJ0eXhjRzVkdGN1RQ$RXnb8rh7LaDcn07xsssqqulZYXOM/EUCEFMVcAcyYVk",
  bcrypt: "$2y$10$srNl09aPtc2qr.0Vl.NtjekJRt/NxRxYQm3qd3OvfcKsJgVnr6.Ve",
};

const firebaseKey = "ou9tdYTGyYm8kuR6Dt0Bp0kDuAYoXrK16mbZO4yGwAn3oLspjnN0/c41v8xZnO1n14J3MjKj1b2g6AUCAlFwMw==";
const firebaseEnd =
  "C0sHCg9ek77hsg==$zKVTMvnWVw5BBOZNUdnsalx4c4c7y/w7IS5p6Ut2+CfEFFlz37J9huyQfov4iizN8dbjvEJlM5tQaJP84+hfTw==";

/** Also from there. */
export const firebase = `$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=${firebaseKey}$${firebaseEnd}`;

export const correct = "correct horse";

export const oldHashes: { kind: string; hash: string; password: string }[] = [
  { kind: "bcrypt $2a$", hash: libxcrypt.a, password: correct },
  { kind: "bcrypt $2b$", hash: libxcrypt.b, password: correct },
  { kind: "bcrypt $2y$", hash: libxcrypt.y, password: correct },
  { kind: "bcrypt of cost 10", hash: gotrue.bcrypt, password: "test" },
  { kind: "bcrypt of cost 12", hash: libxcrypt.costly, password: correct },
  {
    kind: "bcrypt of a password with accents and signs beyond the basic plane",
    hash: libxcrypt.unicode,
    password: "pässwörd € 𝄞",
  },
  { kind: "bcrypt of more than 72 bytes", hash: libxcrypt.long, password: `${first72Bytes}these eight` },
  { kind: "argon2i", hash: gotrue.argon2i, password: "test" },
  { kind: "argon2id", hash: gotrue.argon2id, password: "test" },
  { kind: "Firebase scrypt", hash: firebase, password: "mytestpassword" },
];

export const { a: bcryptA, b: bcryptB, costly: bcrypt12, long: bcryptLong } = libxcrypt;

/** What nobody can sign in with, and what is said of it. */
export const brokenHashes: { hash: string; reason: RegExp }[] = [
  { hash: "$2x$04$N9qo8uLOickgx2ZMRZoMye7lwnnKjdKULIb0Soe6BjJXxCPR1R3dC", reason: /\$2x\$/ },
  { hash: libxcrypt.b.slice(0, -1), reason: /cut off/ },
  { hash: libxcrypt.b.replace("$04$", "$03$"), reason: /broken/ },
  { hash: gotrue.argon2i.replace("argon2i", "argon2d"), reason: /argon2d/ },
  { hash: gotrue.argon2id.replace("v=19", "v=16"), reason: /version/ },
  { hash: gotrue.argon2id.replace("m=32", "m=4294967297"), reason: /limits/ },
  { hash: gotrue.argon2id.replace("m=32", "m=9999999"), reason: /limits/ },
  { hash: gotrue.argon2id.replace("t=3", "t=21"), reason: /limits/ },
  { hash: gotrue.argon2id.replace("t=3", "t=0"), reason: /limits/ },
  { hash: gotrue.argon2id.replace("p=2", "p=17"), reason: /limits/ },
  { hash: gotrue.argon2id.replace("p=2", "p=2,keyid=abc"), reason: /keys/ },
  { hash: gotrue.argon2id.replace("SFVpOWJ0eXhjRzVkdGN1RQ", "!!!"), reason: /argon2/ },
  { hash: firebase.replace("v=1", "v=2"), reason: /version/ },
  { hash: firebase.replace("n=14", "n=0"), reason: /limits/ },
  { hash: firebase.replace("n=14", "n=60"), reason: /limits/ },
  { hash: firebase.replace("r=8", "r=0"), reason: /limits/ },
  { hash: firebase.replace("p=1", "p=0"), reason: /limits/ },
  { hash: firebase.replace(firebaseKey, "!!!"), reason: /broken/ },
  { hash: firebase.replace("ss=Bw==", "ss=!!!"), reason: /broken/ },
  { hash: firebase.replace("C0sHCg9ek77hsg==", "!!!"), reason: /broken/ },
  { hash: "$pbkdf2-sha256$29000$abc$def", reason: /"pbkdf2-sha256"/ },
  { hash: "5f4dcc3b5aa765d61d8327deb882cf99", reason: /no hash that we know/ },
  { hash: "plain-pass", reason: /no hash that we know/ },
];
