import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ConvexError, type Value } from "convex/values";
import { googleProfile } from "../../convex/client/signIn/index.js";
import type { Random } from "../../examples/support/random.js";
import type { SoakDeployment } from "./deployment.js";
import type { Ledger } from "./ledger.js";
import type { SoakSource } from "./source.js";
import { makeSourceWriters } from "./sourceWriters.js";

export interface WriterContext {
  readonly ledger: Ledger;
  readonly random: Random;
  readonly deployment: SoakDeployment;
  readonly source: SoakSource;
  /** People who were in Convex before. */
  readonly userIds: readonly string[];
  readonly signal: AbortSignal;
}

export interface Writer {
  readonly name: string;
  /** Writes once, or throws because it was refused; false: there was nothing to write to. */
  write(context: WriterContext): Promise<boolean>;
}

/** How often each was told that it had succeeded, and that it had not. */
export interface Tally {
  acknowledged: number;
  refused: number;
  /** The last refusal that was neither the maintenance's nor the freeze's. */
  trouble: string | null;
}

const pauseMs = { low: 60, high: 260 };

/** Starts all eight; the result waits until they have stopped. */
export function startWriters(context: WriterContext): { tallies: ReadonlyMap<string, Tally>; stopped: Promise<void> } {
  const tallies = new Map<string, Tally>();
  const running = [...convexWriters, ...makeSourceWriters()].map(async (writer) => {
    const tally: Tally = { acknowledged: 0, refused: 0, trouble: null };
    tallies.set(writer.name, tally);
    while (!context.signal.aborted) {
      await writeOnce(writer, context, tally);
      await sleep(context.random.between(pauseMs.low, pauseMs.high));
    }
  });
  return { tallies, stopped: Promise.all(running).then(() => {}) };
}

async function writeOnce(writer: Writer, context: WriterContext, tally: Tally): Promise<void> {
  try {
    if (await writer.write(context)) tally.acknowledged += 1;
  } catch (error) {
    tally.refused += 1;
    if (!isExpected(error)) tally.trouble = error instanceof Error ? error.message.slice(0, 300) : String(error);
  }
}

function isExpected(error: unknown): boolean {
  if (error instanceof ConvexError) return (error.data as { kind?: string } | undefined)?.kind === "maintenance";
  // Read only, privileges gone, sessions ended, the database closed to new ones.
  return ["25006", "42501", "57P01", "53300", "55000"].includes((error as { code?: string }).code ?? "");
}

/** One of several ways to write, by chance. */
async function insertNote(context: WriterContext, writer: string, name: string, more: object = {}): Promise<string> {
  const { deployment, ledger, random, userIds } = context;
  const marker = ledger.newMarker();
  const id = await deployment.call(name, { userId: random.pick(userIds), marker, ...more });
  ledger.acknowledge({ marker, writer, side: "convex", kind: "insert", tables: ["notifications"] });
  notesOf(context).push({ id, marker });
  return marker;
}

interface Note {
  readonly id: Value;
  readonly marker: string;
}

/** Notes whose ids are known, so that they can be deleted. */
const notes = new WeakMap<Ledger, Note[]>();

function notesOf({ ledger }: WriterContext): Note[] {
  const found = notes.get(ledger) ?? [];
  notes.set(ledger, found);
  return found;
}

const guarded: Writer = {
  name: "guarded mutation",
  async write(context) {
    const { random } = context;
    const way = random.between(1, 10);
    if (way <= 5) return (await insertNote(context, guarded.name, "soak:note")) !== "";
    if (way <= 7) return await joinFirm(context);
    if (way <= 9) return await annotate(context);
    return await forget(context);
  },
};

async function joinFirm({ deployment, ledger, random, userIds }: WriterContext): Promise<boolean> {
  const marker = ledger.newMarker();
  const userId = random.pick(userIds);
  await deployment.call("soak:joinFirm", { userId, marker });
  const write = { marker, writer: guarded.name, side: "convex", kind: "update", tables: ["users"] } as const;
  ledger.acknowledge(write, `users/${userId}/lawFirm`);
  return true;
}

/** The old app writes other fields of the same cases, and now and then the same one. */
async function annotate({ deployment, ledger, random, source }: WriterContext): Promise<boolean> {
  const marker = ledger.newMarker();
  const legacyId = random.pick(source.caseIds);
  const field = random.chance(30) ? "positionTitle" : "notes";
  if ((await deployment.call("soak:annotate", { legacyId, field, marker })) !== true) return false;
  const write = { marker, writer: guarded.name, side: "convex", kind: "update", tables: ["cases"] } as const;
  ledger.acknowledge(write, `cases/${legacyId}/${field}`);
  return true;
}

async function forget(context: WriterContext): Promise<boolean> {
  const known = notesOf(context).filter(({ id }) => typeof id === "string" && id.endsWith("notifications"));
  if (known.length === 0) return false;
  const note = context.random.pick(known);
  notesOf(context).splice(notesOf(context).indexOf(note), 1);
  await context.deployment.call("soak:forget", { id: note.id });
  const write = { marker: note.marker, writer: guarded.name, side: "convex", kind: "delete" } as const;
  context.ledger.acknowledge({ ...write, tables: ["notifications"] });
  return true;
}

const exempt: Writer = {
  name: "exempt mutation",
  async write({ deployment, ledger }) {
    const marker = ledger.newMarker();
    await deployment.call("soak:touch", { marker });
    const tables = ["authRateLimits"];
    ledger.acknowledge({ marker, writer: exempt.name, side: "convex", kind: "insert", tables });
    return true;
  },
};

/** Inserts a note by another path than a mutation that a client calls. */
function notePath(name: string, call: string, more: (random: Random) => object = () => ({})): Writer {
  return {
    name,
    write: async (context) => (await insertNote(context, name, call, more(context.random))) !== "",
  };
}

const signIn: Writer = {
  name: "sign-in",
  async write({ deployment: { call }, ledger }) {
    const marker = ledger.newMarker();
    const email = `${marker}x@example.com`;
    const store = async (args: object) => await call("auth:store", { args });
    const verifier = await store({ type: "verifier" });
    const signature = randomUUID();
    await store({ type: "verifierSignature", verifier, signature });
    const { id, ...profile } = googleProfile({ sub: `sub-${marker}`, email, email_verified: true, name: marker });
    const account = { provider: "google", providerAccountId: id, profile };
    const code = await store({ type: "userOAuth", ...account, signature });
    const { tokens } = (await call("auth:signIn", { params: { code }, verifier })) as { tokens?: Value };
    if (tokens === undefined || tokens === null) return false;
    ledger.acknowledge({
      marker,
      writer: signIn.name,
      side: "convex",
      kind: "insert",
      tables: ["users", "authAccounts"],
    });
    return true;
  },
};

const convexWriters: readonly Writer[] = [
  guarded,
  exempt,
  notePath("cron", "soak:tick"),
  notePath("scheduled function", "soak:schedule", (random) => ({ afterMs: random.between(100, 2_000) })),
  notePath("action", "soak:act"),
  signIn,
];
