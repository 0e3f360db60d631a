import { expect } from "vitest";
import { bcryptB } from "./hashes.js";
import { type App, deploy, documents, identity, type Identity, migrate, note, person, signIn } from "./support.js";

export const email = "u1@example.com";

/** Two people with notes and a password; the first has this secret. */
export async function moved(secret: string | undefined, t = deploy()): Promise<App> {
  await migrate(t, {
    users: [person("u1"), person("u2")],
    authAccounts: [identity("u1", "password", email, secret), identity("u2", "password", "u2@example.com", bcryptB)],
    notes: [note("n1", "u1"), note("n2", "u1"), note("n3", "u2")],
  });
  return t;
}

export async function enter(t: App, password: string, as = email): Promise<Identity> {
  return await signIn(t, "password", { flow: "signIn", email: as, password });
}

/** What somebody chose who only typed the address. */
export const typed = "a stranger's horse";

export async function signUp(t: App, address = email, password = typed): Promise<Identity> {
  return await signIn(t, "password", { flow: "signUp", email: address, password });
}

export async function secretOf(t: App, account = email): Promise<string | undefined> {
  const found = (await documents(t, "authAccounts")).find((each) => each["providerAccountId"] === account);
  return found?.["secret"] as string | undefined;
}

/** What everybody reads who does not get in. */
export const words = {
  kind: "credentials",
  message: expect.stringMatching(/^Invalid credentials, or too many/) as string,
};
