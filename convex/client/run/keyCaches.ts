import type { GenericId } from "convex/values";
import { chunksOf } from "../../shared/together.js";
import type { Environment, QueryCtx } from "./environment.js";

/** Rows, keys or ids that cross to the component at once: a call costs milliseconds of the second, however little it asks. */
export const perCall = 1_000;

/** Starts each read once; later calls with the same key share the answer. */
export class ReadCache<T> {
  private readonly reads = new Map<string, Promise<T>>();

  get(key: string, read: () => Promise<T>): Promise<T> {
    const started = this.reads.get(key) ?? read();
    this.reads.set(key, started);
    return started;
  }

  has(key: string): boolean {
    return this.reads.has(key);
  }

  put(key: string, value: T): void {
    this.reads.set(key, Promise.resolve(value));
  }

  forget(key: string): void {
    this.reads.delete(key);
  }
}

/** A key as references carry it: the field of the target's documents that it is looked up in. */
export interface TargetKey {
  readonly table: string;
  readonly field: string;
  readonly key: string;
}

type Asking = { readonly environment: Environment; readonly ctx: Pick<QueryCtx, "runQuery"> };

/**
 * What is read again and again: the key a referenced document carries, and the documents an alias or a former key maps to.
 * Whoever works on a page asks for all its keys first, so that the component is called once per thousand of them.
 */
export class KeyCaches {
  readonly carried = new ReadCache<string | null>();
  private readonly aliases = new ReadCache<GenericId<string> | null>();
  private readonly former = new ReadCache<string[]>();

  async askAliases({ environment, ctx }: Asking, keys: readonly TargetKey[]): Promise<void> {
    for (const chunk of chunksOf(unknownKeys(this.aliases, keys), perCall)) {
      const found = await ctx.runQuery(environment.component.matching.findAliases, { keys: chunk });
      for (const [at, key] of chunk.entries()) this.putAlias(key, found[at] as GenericId<string> | null);
    }
  }

  async askFormer({ environment, ctx }: Asking, keys: readonly TargetKey[]): Promise<void> {
    for (const chunk of chunksOf(unknownKeys(this.former, keys), perCall)) {
      const found = await ctx.runQuery(environment.component.amend.formerTargets, { keys: chunk });
      for (const [at, key] of chunk.entries()) this.former.put(nameOf(key), found[at]!);
    }
  }

  putAlias(key: TargetKey, id: GenericId<string> | null): void {
    this.aliases.put(nameOf(key), id);
  }

  /** The document that the key of a merged row maps to, where it cannot carry the key; null for every other key. */
  async aliasOf(asking: Asking, key: TargetKey): Promise<GenericId<string> | null> {
    await this.askAliases(asking, [key]);
    return await this.aliases.get(nameOf(key), async () => null);
  }

  /** The documents that the key led to before. */
  async formerOf(asking: Asking, key: TargetKey): Promise<string[]> {
    await this.askFormer(asking, [key]);
    return await this.former.get(nameOf(key), async () => []);
  }
}

function unknownKeys<T>(cache: ReadCache<T>, keys: readonly TargetKey[]): TargetKey[] {
  const unknown = keys.filter((key) => !cache.has(nameOf(key)));
  return [
    ...new Map(unknown.map(({ table, field, key }) => [nameOf({ table, field, key }), { table, field, key }])).values(),
  ];
}

function nameOf({ table, field, key }: TargetKey): string {
  return `${table}\n${field}\n${key}`;
}
