import { CutoverError } from "../errors.js";
import { exportTable } from "../rows/exportTable.js";
import { orphanParents, TableKeys } from "../rows/tableKeys.js";
import { findUnbalanced, type Manifest, type TableBooks, writeManifest } from "../run/manifest.js";
import { findSourceFaults } from "../sources/sourceFaults.js";
import type { Source } from "../sources/source.js";
import type { Context, Stage } from "../stage.js";
import { versions } from "../versions.js";

export const exportStage: Stage = {
  name: "export",
  summary: "read, convert and check every row of the plan in one pass",
  reads: "the source, as of one moment; plan.ts; schema.ts",
  writes: "documents/<table>.jsonl or .zip, rejected/<table>.jsonl, manifest.json",
  undo: "delete the run's folder",
  async run(context) {
    const source = await context.openSource();
    try {
      await checkConfiguration(context, source);
      const tables = await exportTables(context, source);
      await closeBooks(context, source, tables);
    } finally {
      await source.close();
    }
  },
};

/** Plan against source: every fault at once, before the first row is read. (Plan against schema: when both are loaded.) */
async function checkConfiguration({ project }: Context, source: Source): Promise<void> {
  const faults = findSourceFaults(project.plan, await source.tables());
  if (faults.length > 0) throw new CutoverError("usage", faults);
}

/** Tables in parallel, as many as the source allows; a table that rejects orphans waits for its parents' keys. */
async function exportTables(context: Context, source: Source): Promise<TableBooks[]> {
  const { plan } = context.project;
  const keys = new TableKeys(plan, await source.tables());
  const finished = new Map<string, Promise<TableBooks>>();
  const slots = new Slots(source.parallel);
  const ordered = [...plan.tables.values()].toSorted((a, b) => depthOf(a.name) - depthOf(b.name));
  function depthOf(name: string): number {
    return Math.max(0, ...orphanParents(plan, name).map((parent) => 1 + depthOf(parent)));
  }
  for (const table of ordered) {
    const parents = orphanParents(plan, table.name).map((parent) => finished.get(parent)!);
    const books = Promise.all(parents).then(() => slots.use(() => exportTable(context, source, table, keys)));
    // Promise.all below reports the first failure; the others must not be unhandled meanwhile.
    books.catch(() => {});
    finished.set(table.name, books);
  }
  return await Promise.all([...plan.tables.keys()].map((name) => finished.get(name)!));
}

/** At most so many at a time. */
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

async function closeBooks({ run, project }: Context, source: Source, tables: readonly TableBooks[]): Promise<void> {
  const unbalanced = findUnbalanced(tables);
  if (unbalanced.length > 0)
    throw new CutoverError(
      "books",
      unbalanced.map((what) => ({ what })),
    );
  const manifest: Manifest = {
    run: run.run,
    planHash: project.planHash,
    source: source.description,
    snapshotTime: source.snapshotTime ?? null,
    finishedAt: new Date().toISOString(),
    versions: versions(),
    tables,
  };
  await writeManifest(run.manifest, manifest);
}
