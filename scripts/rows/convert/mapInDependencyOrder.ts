interface Named {
  readonly name: string;
}

/**
 * Processes up to `parallel` tables at a time; each starts when its parents are done. `parentsOf` has no cycle. Returns the
 * results in the order of the tables.
 */
export async function mapInDependencyOrder<Table extends Named, T>(
  tables: readonly Table[],
  parallel: number,
  parentsOf: (table: Named) => readonly string[],
  work: (table: Table) => Promise<T>,
): Promise<T[]> {
  const finished = new Map<string, Promise<T>>();
  const slots = new Slots(parallel);
  const depths = new Map<string, number>();
  const depthOf = (table: Named): number => {
    const depth = depths.get(table.name) ?? Math.max(0, ...parentsOf(table).map((name) => 1 + depthOf({ name })));
    depths.set(table.name, depth);
    return depth;
  };
  for (const table of tables.toSorted((a, b) => depthOf(a) - depthOf(b))) {
    const parents = parentsOf(table).map((parent) => finished.get(parent)!);
    const result = Promise.all(parents).then(() => slots.use(() => work(table)));
    // Promise.all below reports the first failure; the others must not be unhandled meanwhile.
    result.catch(() => {});
    finished.set(table.name, result);
  }
  return await Promise.all(tables.map(({ name }) => finished.get(name)!));
}

/** Limits how many tasks run at a time. */
class Slots {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async use<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}
