import { type GenericMutationCtx, type AnyDataModel, makeFunctionReference } from "convex/server";
import type { ValidatorJSON } from "convex/values";
import type { Engine } from "../engine/engine.js";
import type { StoredDocument } from "../engine/internals.js";
import type { Pace } from "../pace.js";
import { CannotMake, type Fields, makeDocument, referredIds, textFields } from "./makeDocument.js";
import type { LivelyOutcome, LivelySpec, LivelyTable, Moment } from "./protocol.js";
import { type Write, WriteLedger } from "./writeLedger.js";

type Ctx = GenericMutationCtx<AnyDataModel>;
type Refusal = "maintenance" | "gone";

/** How often users write while nothing else is going on. */
const everyMs = 200;
/** Within one import or export no more often than that. */
const atLeastMs = 50;
/** Without a request for so long nobody rehearses any more. */
const silenceMs = 30_000;

/**
 * The users of the app while it is rehearsed: they insert, change and delete documents in every table, as mutations of their
 * own, again and again, and at each step of an import and an export, when a write is lost most easily. What the app's guard
 * would refuse in maintenance mode is refused. What was acknowledged is in a ledger and has to be there at the end.
 */
export class LivelyWriters {
  private readonly ledger = new WriteLedger();
  private readonly unwritten = new Map<string, string>();
  /** Documents that users have made, by table. */
  private readonly own = new Map<string, Set<string>>();
  /** Documents of users that others refer to: nobody deletes them. */
  private readonly referred = new Set<string>();
  private readonly turns = new Map<string, number>();
  private spec: LivelySpec | null = null;
  private editsMigrated = false;
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private lastRequest = Date.now();
  private lastRound: { moment: Moment; at: number } = { moment: "between commands", at: 0 };
  private texts = 0;
  private refused = 0;

  constructor(private readonly engine: Engine) {}

  /** Somebody has asked the deployment for something, so the rehearsal goes on. */
  noteRequest(): void {
    this.lastRequest = Date.now();
  }

  /** Also of writers that work already: a command that was killed is typed again. */
  async start(spec: LivelySpec): Promise<void> {
    this.spec = spec;
    this.editsMigrated = false;
    this.timer ??= setInterval(() => void this.writeInTime(), everyMs).unref();
    await this.write("between commands");
  }

  async edit({ editsMigrated }: { editsMigrated: boolean }): Promise<void> {
    this.editsMigrated = editsMigrated;
    await this.write("between commands");
  }

  async stop(): Promise<LivelyOutcome> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.working;
    const missing = this.ledger.findMissing((table, id) => this.find(table, id));
    const unwritten = [...this.unwritten].map(([table, because]) => ({ table, because }));
    return { writes: this.ledger.count, refused: this.refused, missing, unwritten };
  }

  /** The pace of imports or exports, with users who write at each step of it. */
  during(moment: Moment, pace: Pace): Pace {
    return async (rows) => {
      await pace(rows);
      const { moment: last, at } = this.lastRound;
      if (moment !== last || Date.now() - at >= atLeastMs) await this.write(moment);
    };
  }

  private async writeInTime(): Promise<void> {
    if (Date.now() - this.lastRequest < silenceMs) await this.write("between commands");
  }

  /** One write to each table that users write to now. */
  private async write(moment: Moment): Promise<void> {
    this.working = this.working.then(async () => {
      if (this.timer === undefined) return;
      this.lastRound = { moment, at: Date.now() };
      for (const table of this.spec?.tables ?? []) if (this.isUsed(table, moment)) await this.writeTo(table, moment);
    });
    await this.working;
  }

  private isUsed({ table, begins }: LivelyTable, moment: Moment): boolean {
    if (begins === "atOnce" || this.count(table) > 0) return true;
    // Into a table that is being filled at this moment.
    return moment === "during an import" || (moment === "during an export" && begins === "export");
  }

  private async writeTo(table: LivelyTable, moment: Moment): Promise<void> {
    const turn = this.turns.get(table.table) ?? 0;
    this.turns.set(table.table, turn + 1);
    try {
      const write = this.choose(table, turn);
      const done = await this.engine.mutate(async (ctx) => await this.perform(ctx, table, write));
      if (done === "maintenance") this.refused += 1;
      if (typeof done === "object") this.acknowledge(done, moment);
    } catch (error) {
      // Where users have written before, it is a moment without anything to refer to.
      if (error instanceof CannotMake && this.own.has(table.table)) return;
      this.unwritten.set(table.table, error instanceof Error ? error.message : String(error));
    }
  }

  private choose(table: LivelyTable, turn: number): Write {
    const made = [...(this.own.get(table.table) ?? [])].filter((id) => this.find(table.table, id) !== null);
    const unreferred = made.filter((id) => !this.referred.has(id));
    const ways = [
      () => this.insert(table),
      () => this.patch(table, pick(made, turn), this.fieldsOf(table, [])),
      () => this.patchAny(table, turn),
      () => {
        const id = pick(unreferred.slice(0, -1), turn);
        return id === null ? null : ({ kind: "delete", table: table.table, id, fields: {} } as const);
      },
    ];
    return ways[turn % ways.length]!() ?? this.insert(table);
  }

  private insert({ table }: LivelyTable): Write {
    const document = makeDocument(this.typeOf(table), {
      text: () => this.newText(),
      findId: (target) => pick(this.documents(target), this.texts)?._id ?? null,
    });
    return { kind: "insert", table, id: "", fields: document };
  }

  private patch({ table }: LivelyTable, id: string | null, fields: readonly string[]): Write | null {
    const field = pick(fields, this.texts);
    return id === null || field === null ? null : { kind: "update", table, id, fields: { [field]: this.newText() } };
  }

  /** Of a document that was there before or was migrated: a field that the migration does not write, until it is verified. */
  private patchAny(table: LivelyTable, turn: number): Write | null {
    const { legacyId } = table;
    const documents = this.documents(table.table);
    const migrated = legacyId === null ? [] : documents.filter((each) => each[legacyId] !== undefined);
    const mayEdit = this.editsMigrated && migrated.length > 0;
    const document = pick(mayEdit ? migrated : documents, turn);
    return this.patch(table, document?._id ?? null, this.fieldsOf(table, mayEdit ? [] : table.planned));
  }

  private fieldsOf({ table, avoided }: LivelyTable, more: readonly string[]): string[] {
    return textFields(this.typeOf(table)).filter((name) => !avoided.includes(name) && !more.includes(name));
  }

  /** What a mutation of the app would do: asks whether it may, then writes, in one transaction. */
  private async perform(ctx: Ctx, { isGuarded }: LivelyTable, write: Write): Promise<Write | Refusal> {
    if (isGuarded && (await this.isMaintenance(ctx))) return "maintenance";
    const { kind, table, id, fields } = write;
    if (kind === "insert") return { ...write, id: await ctx.db.insert(table, fields) };
    if ((await ctx.db.get(id as never)) === null) return "gone";
    if (kind === "update") await ctx.db.patch(id as never, fields as never);
    else await ctx.db.delete(id as never);
    return write;
  }

  private async isMaintenance(ctx: Ctx): Promise<boolean> {
    const reference = makeFunctionReference<"query", Record<string, never>, { on: boolean }>(this.spec!.maintenance);
    return (await ctx.runQuery(reference, {})).on;
  }

  /** References are left out of the ledger: where two users become one, the migration leads them to the one. */
  private acknowledge({ kind, table, id, fields }: Write, moment: Moment): void {
    const validator = this.typeOf(table);
    if (kind === "insert") {
      this.own.set(table, (this.own.get(table) ?? new Set()).add(id));
      for (const other of referredIds(validator, fields)) this.referred.add(other);
      this.unwritten.delete(table);
    }
    const kept = Object.entries(fields).filter(([name]) => !holdsIds(validator, name));
    this.ledger.acknowledge({ kind, table, id, fields: Object.fromEntries(kept) }, moment);
  }

  private newText(): string {
    this.texts += 1;
    return `lively ${String(this.texts)}.`;
  }

  private find(table: string, id: string): Fields | null {
    return this.app.index.find(table, id);
  }

  private documents(table: string): StoredDocument[] {
    return this.app.index.documents(table);
  }

  private count(table: string): number {
    return this.app.index.count(table);
  }

  private typeOf(table: string): ValidatorJSON {
    const type = this.app.documentTypes.get(table);
    if (type === undefined) throw new CannotMake("it is not in the schema");
    return type;
  }

  private get app() {
    return this.engine.components.get("")!;
  }
}

function holdsIds(validator: ValidatorJSON, name: string): boolean {
  if (validator.type === "union") return validator.value.some((member) => holdsIds(member, name));
  return validator.type === "object" && /"type":"id"/.test(JSON.stringify(validator.value[name] ?? null));
}

function pick<T>(list: readonly T[], turn: number): T | null {
  return list[turn % Math.max(1, list.length)] ?? null;
}
