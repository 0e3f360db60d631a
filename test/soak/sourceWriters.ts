import { randomUUID } from "node:crypto";
import { Client } from "pg";
import type { Writer, WriterContext } from "./writers.js";

interface Begun {
  readonly begin: string;
  readonly name: string;
}

/** The old app: its transactions say READ WRITE, as some drivers make them do, or nothing. */
function sourceWriter({ begin, name }: Begun): Writer {
  const state: SourceState = { name, begin, client: null, inserted: [] };
  return {
    name,
    async write(context) {
      const { random } = context;
      const way = random.between(1, 10);
      if (way <= 5) return await insert(state, context);
      if (way <= 9 || state.inserted.length === 0) return await update(state, context);
      return await remove(state, context);
    },
  };
}

interface SourceState extends Begun {
  client: Client | null;
  /** Its own notifications. */
  readonly inserted: { readonly id: string; readonly marker: string }[];
}

async function insert(state: SourceState, context: WriterContext): Promise<boolean> {
  const { ledger, random, source } = context;
  const [marker, id] = [ledger.newMarker(), randomUUID()];
  const columns = "(id, user_id, type, title)";
  const values = [id, random.pick(source.userIds), "system", marker];
  await commit(state, context, `INSERT INTO public.notifications ${columns} VALUES ($1, $2, $3, $4)`, values);
  const write = { marker, writer: state.name, side: "source", kind: "insert", tables: ["notifications"] } as const;
  ledger.acknowledge(write);
  state.inserted.push({ id, marker });
  return true;
}

/** Each of the two has its own cases, so that the last acknowledged value is the one that stands. */
async function update(state: SourceState, context: WriterContext): Promise<boolean> {
  const { ledger, random, source } = context;
  const marker = ledger.newMarker();
  const half = source.caseIds.filter((_, index) => (index % 2 === 0) === (state.begin === "BEGIN"));
  const id = random.pick(half);
  const [column, field] = random.chance(50) ? ["position_title", "positionTitle"] : ["case_number", "caseNumber"];
  await commit(state, context, `UPDATE public.cases SET ${column} = $1 WHERE id = $2`, [marker, id]);
  const write = { marker, writer: state.name, side: "source", kind: "update", tables: ["cases"] } as const;
  ledger.acknowledge(write, `cases/${id}/${field}`);
  return true;
}

async function remove(state: SourceState, context: WriterContext): Promise<boolean> {
  const row = context.random.pick(state.inserted);
  state.inserted.splice(state.inserted.indexOf(row), 1);
  await commit(state, context, "DELETE FROM public.notifications WHERE id = $1", [row.id]);
  const write = { marker: row.marker, writer: state.name, side: "source", kind: "delete" } as const;
  context.ledger.acknowledge({ ...write, tables: ["notifications"] });
  return true;
}

/** A transaction whose commit was answered; after a broken one the next begins in a new session. */
async function commit(state: SourceState, context: WriterContext, sql: string, values: unknown[]): Promise<void> {
  const client = (state.client ??= await connect(context.source.appUrl));
  try {
    await client.query(state.begin);
    await client.query(sql, values);
    await client.query("COMMIT");
  } catch (error) {
    state.client = null;
    await client.end().catch(() => {});
    throw error;
  }
  if (context.signal.aborted) await closeSession(state);
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  // A freeze ends the session between two writes, too.
  client.on("error", () => {});
  await client.connect();
  return client;
}

async function closeSession(state: SourceState): Promise<void> {
  await state.client?.end();
  state.client = null;
}

export const makeSourceWriters = (): readonly Writer[] => [
  sourceWriter({ name: "source READ WRITE", begin: "BEGIN TRANSACTION READ WRITE" }),
  sourceWriter({ name: "source plain", begin: "BEGIN" }),
];
