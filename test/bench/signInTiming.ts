/**
 * `npm run bench:sign-in [tries]`: how long a wrong password takes for a known address, an unknown one and one that is blocked,
 * against an unknown address. Of this process's CPU time, in which the deployment and its hashes run: figures move with the
 * machine, their ratios do not.
 */
import path from "node:path";
import { ConvexHttpClient } from "convex/browser";
import { makeFunctionReference } from "convex/server";
import { hashPassword } from "../../convex/client/signIn/verifyHash.js";
import { decodeDocument } from "../../scripts/rows/write/documentLines.js";
import { Snapshot } from "../../scripts/run/snapshot.js";
import { renderTable } from "../../scripts/cli/output/renderTable.js";
import { firebase } from "../client/signIn/hashes.js";
import { makeAuthEnv } from "../support/authKeys.js";
import { startDeployment, type TestDeployment } from "../support/deployment.js";
import { projectDir, temporaryDir } from "../support/folders.js";

const tries = Number(process.argv[2] ?? 9);
/** Convex Auth's limit for an hour. */
const allowed = 10;

/** Bcrypt of cost 10, from supabase/auth's tests: a kind that the decoy of examples/firebase does not name. */
const bcrypt = "$2y$10$srNl09aPtc2qr.0Vl.NtjekJRt/NxRxYQm3qd3OvfcKsJgVnr6.Ve";

/** undefined: nobody has the address. */
const kinds: Readonly<Record<string, string | null | undefined>> = {
  "nobody's": undefined,
  "imported, Firebase's scrypt": firebase,
  "imported, a hash that nobody reads": "$2x$",
  "imported, bcrypt, which the decoy does not name": bcrypt,
  "imported, without a password": null,
  "of the new app": hashPassword("a horse of its own"),
  "imported, Firebase's scrypt, blocked": firebase,
};

const addressOf = (kind: string, at: number) => `${kind.replaceAll(/\W+/g, "-")}-${at}@example.com`.toLowerCase();

/** An address for every try: the tries of one are limited. */
async function seed({ data }: TestDeployment, folder: string): Promise<void> {
  const known = Object.entries(kinds).flatMap(([kind, secret]) =>
    secret === undefined ? [] : Array.from({ length: tries }, (_, at) => ({ email: addressOf(kind, at), secret })),
  );
  const users = known.map(({ email }) => ({ email, legacyId: email, isAnonymous: false, disabled: false }));
  await data.importDocuments(folder, "users", users, "append");
  const file = path.join(folder, "now.zip");
  await data.exportTo(file);
  const zip = await Snapshot.open(file);
  const ids = new Map<unknown, unknown>();
  for await (const line of zip.lines("users")) {
    const user = decodeDocument(line, "zip");
    ids.set(user["email"], user["_id"]);
  }
  zip.close();
  const accounts = known.map(({ email, secret }) => ({
    userId: ids.get(email),
    provider: "password",
    providerAccountId: email,
    ...(secret === null ? {} : { secret }),
  }));
  await data.importDocuments(folder, "authAccounts", accounts, "append");
}

async function tryOnce(client: ConvexHttpClient, email: string): Promise<number> {
  const before = process.cpuUsage();
  const params = { flow: "signIn", email, password: "a wrong horse" };
  const refused = await client.action(signIn, { provider: "password", params }).then(
    () => false,
    (error: unknown) => String(error).includes("Invalid credentials"),
  );
  if (!refused) throw new Error(`${email} was not refused in the usual words`);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const signIn = makeFunctionReference<"action">("auth:signIn");
const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!;

async function measure(url: string): Promise<Map<string, number[]>> {
  const client = new ConvexHttpClient(url, { logger: false, skipConvexDeploymentUrlCheck: true });
  const times = new Map<string, number[]>(Object.keys(kinds).map((kind) => [kind, []]));
  const blocked = Object.keys(kinds).at(-1)!;
  for (let at = 0; at <= allowed; at++) await tryOnce(client, addressOf(blocked, 0));
  // In turn, so that whatever else the machine does meets all of them.
  for (let at = 0; at < tries; at++) {
    for (const [kind, of] of times) of.push(await tryOnce(client, addressOf(kind, kind === blocked ? 0 : at)));
  }
  return times;
}

const home = await temporaryDir();
const app = await startDeployment(path.join(projectDir, "examples/firebase"), makeAuthEnv());
try {
  await seed(app, home.dir);
  const times = await measure(app.url);
  const nobodys = median(times.get("nobody's")!);
  const rows = [...times].map(([kind, of]) => {
    const milliseconds = median(of);
    return [kind, `${Math.round(milliseconds)} ms`, (milliseconds / nobodys).toFixed(2)];
  });
  process.stdout.write(
    `${renderTable(["a wrong password for an address", "CPU, median", "against nobody's"], rows)}\n`,
  );
} finally {
  await app.stop();
  await home.remove();
}
