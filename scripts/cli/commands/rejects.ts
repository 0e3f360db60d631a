import { userInfo } from "node:os";
import { z } from "zod";
import { catchUp } from "../../catchUp/catchUp.js";
import { settleRejects } from "../../check/planChanges/settleGroups.js";
import { chooseDeployment } from "../../deployment/deployment.js";
import { CutoverError } from "../../errors.js";
import { readEnvironment } from "../../project/environment.js";
import { loadProject } from "../../project/project.js";
import { Corrections, hashOriginal, type OriginalRow } from "../../rows/convert/corrections.js";
import { rowFailures } from "../../rows/failures.js";
import { groupRejected, readRejected, type RejectedRow } from "../../rows/rejectedRows.js";
import { readManifest } from "../../run/manifest.js";
import { ownerOf, type RunDirectory } from "../../run/runDirectory.js";
import { createContext } from "../../stages/context.js";
import { findStage, journaled, runStage } from "../../stages/pipeline.js";
import type { Context } from "../../stages/stage.js";
import { addWaiver, readWaivers, WaivedRejects, type Waiver } from "../../stages/waivers.js";
import { cliFailures } from "../failures.js";
import type { Options } from "../options.js";
import { renderRejectedRow, renderRejects } from "../output/renderRejects.js";
import { type Answer, type Call, type Command, confirm, done, getRunToRead } from "./command.js";

/** Rejected rows as a work list: `cutover rejects list | show <key> | replay | waive <key|code>`. */
export const rejects: Command = async (call) => {
  const [verb = "list", word, ...rest] = call.options.words;
  if (rest.length > 0) throw usage(call.options);
  if (verb === "list" && word === undefined) return await list(call);
  if (verb === "show" && word !== undefined) return await show(call, word);
  if (verb === "waive" && word !== undefined) return await waive(call, word);
  if (verb === "replay" && word === undefined) return await replay(call);
  throw usage(call.options);
};

async function list({ options, output, progress }: Call): Promise<Answer> {
  const run = await getRunToRead(options, progress);
  const waived = new WaivedRejects(await readWaivers(options.dir));
  const rows = readRejected(run, await tablesOf(run, options));
  const counted = await groupRejected(rows, (row) => waived.take(row), options.limit);
  const tables = (await readManifest(run.manifest))?.tables ?? [];
  const rejected = new Map(tables.map((each) => [each.table, each.rejected]));
  const groups = await settleRejects(options.plan, counted, rejected);
  output.show(renderRejects(groups, run));
  return done({ run: run.run, groups });
}

async function show({ options, output, progress }: Call, key: string): Promise<Answer> {
  const run = await getRunToRead(options, progress);
  const found: RejectedRow[] = [];
  for await (const row of readRejected(run, await tablesOf(run, options))) if (row.key === key) found.push(row);
  if (found.length === 0) throw unknown(run, `No rejected row has the key ${JSON.stringify(key)}`);
  output.show(found.map((row) => renderRejectedRow(row, run.rejected(row.table))).join("\n\n"));
  return done({ run: run.run, rows: found });
}

/** A key waives its rows; a code those that have it now, table by table, and no more of them. */
async function waive({ options, output, progress }: Call, word: string): Promise<Answer> {
  const { reason, dir } = options;
  if (reason === null) throw usage(options);
  const run = await getRunToRead(options, progress);
  const [ofKey, ofCode] = [new Map<string, number>(), new Map<string, number>()];
  for await (const { table, key, reasons } of readRejected(run, await tablesOf(run, options))) {
    if (key === word) ofKey.set(table, (ofKey.get(table) ?? 0) + 1);
    if (reasons.some(({ code }) => code === word)) ofCode.set(table, (ofCode.get(table) ?? 0) + 1);
  }
  const isKey = ofKey.size > 0;
  const counts = isKey ? ofKey : ofCode;
  if (counts.size === 0) throw unknown(run, `No rejected row has the key or code ${JSON.stringify(word)}`);
  const more = { reason, by: userInfo().username, at: new Date().toISOString() };
  const waivers = Array.from(counts, ([table, rows]): Waiver => {
    const what = isKey ? { key: word, code: null } : { key: null, code: word, rows };
    return { of: "rejects", table, ...what, ...more };
  });
  if (!options.dryRun) for (const waiver of waivers) await addWaiver(dir, waiver);
  const count = [...counts.values()].reduce((sum, rows) => sum + rows, 0);
  output.show(describeWaived(word, isKey, counts, options));
  return done({ run: run.run, waived: count, waivers });
}

function describeWaived(
  word: string,
  isKey: boolean,
  counts: ReadonlyMap<string, number>,
  { dryRun, reason }: Options,
): string {
  const rows = Array.from(counts, ([table, count]) => `${count} of ${table}`).join(", ");
  const what = `rejected rows with the ${isKey ? "key" : "code"} ${word}: ${rows}`;
  if (dryRun) return `Would waive ${what}. Dry run: nothing was changed.`;
  const limit = isKey ? "" : "\nIn later runs, too, but no more of them than these.";
  return `Waived ${what} (${reason})${limit}`;
}

/** Corrected rows are read in place of the source's from now on; then the source is read again. */
async function replay(call: Call): Promise<Answer> {
  const { options, output, progress, signal } = call;
  const project = await loadProject(options.plan);
  const deployment = chooseDeployment(options.deploymentFlags, readEnvironment());
  const run = await getRunToRead(options, progress);
  const corrections = await Corrections.read(options.dir, project.plan.tables.keys());
  const { corrected, reverted } = await collectCorrected(run, await tablesOf(run, options), corrections);
  if (corrected.length + reverted.length === 0) throw nothingCorrected(run);
  if (ownerOf(run.root) !== run.root)
    return await replayRehearsal(
      call,
      run,
      async () => await keepCorrections(options.dir, corrections, corrected, reverted),
      corrected.length,
    );
  const isLoaded = (await run.journal.latest()).get("load")?.event === "finished";
  const what = `${corrected.length} corrected rows would be read again${isLoaded ? ` and brought to ${deployment.name}` : ""}`;
  if (options.dryRun) {
    output.show(`${what}. Dry run: nothing was changed.`);
    return done({ run: run.run, corrected: corrected.length });
  }
  if (isLoaded) await confirm(`replay changes documents in ${deployment.name}`, deployment.name, options.yes);
  await keepCorrections(options.dir, corrections, corrected, reverted);
  const context = createContext({ options, project, run, deployment, progress, signal });
  await readAgain(context, isLoaded);
  return await answerReplay(call, context, corrected);
}

/** A rehearsal is thrown away: what was corrected is kept, and the next one, as the run itself, reads the rows so. */
async function replayRehearsal(
  { options, output }: Call,
  run: RunDirectory,
  keep: () => Promise<void>,
  corrected: number,
): Promise<Answer> {
  if (!options.dryRun) await keep();
  output.show(
    options.dryRun
      ? `${corrected} corrected rows would be kept. Dry run: nothing was changed.`
      : `${corrected} corrected rows are kept: every reading of the source takes them so. To pass them through every stage: cutover rehearse`,
  );
  return done({ run: run.run, corrected });
}

async function readAgain(context: Context, isLoaded: boolean): Promise<void> {
  if (!isLoaded) return await runStage(context, findStage("export"));
  await context.asOnlyWriter(
    async () => void (await journaled(context, "catch-up", async () => await catchUp(context))),
  );
}

async function answerReplay({ output }: Call, context: Context, corrected: readonly Corrected[]): Promise<Answer> {
  const { run } = context;
  const corrections = await context.readCorrections();
  const gone = corrected.filter(({ row }) => !corrections.isApplied(row));
  const hashes = new Set(corrected.map(({ hash }) => hash));
  const still: RejectedRow[] = [];
  const tables = [...new Set(corrected.map(({ table }) => table))];
  for await (const row of readRejected(run, tables)) if (hashes.has(row.hash ?? "")) still.push(row);
  const accepted = corrected.length - gone.length - still.length;
  output.show(
    [
      `${accepted} of ${corrected.length} corrected rows are accepted.`,
      ...still.map((row) => renderRejectedRow(row, run.rejected(row.table))),
      ...gone.map(
        ({ table, key }) => `${table} ${key ?? "(no key)"}: the source no longer has the row that was corrected`,
      ),
    ].join("\n"),
  );
  return done({ run: run.run, accepted, rejected: still, gone });
}

interface Corrected {
  readonly table: string;
  readonly key: string | null;
  readonly hash: string;
  readonly row: OriginalRow;
}

const vRow = z.record(z.string(), z.string().nullable());

/** Rows of the files that are no longer what the source has; `reverted`: those that are so again. */
async function collectCorrected(run: RunDirectory, tables: readonly string[], known: Corrections) {
  const corrected: Corrected[] = [];
  const reverted: Corrected[] = [];
  for await (const { table, key, hash, row } of readRejected(run, tables)) {
    if (hash === undefined) continue;
    const { data } = vRow.safeParse(row);
    if (data === undefined) {
      throw new CutoverError(rowFailures.correctionUnusable, {
        what: `A value of row ${JSON.stringify(key)} is neither text nor null`,
        where: run.rejected(table),
        next: 'Write each value as the source prints it, such as "42", "t" or null; then: cutover rejects replay',
      });
    }
    const each = { table, key, hash, row: data };
    if (hashOriginal(data) !== hash) corrected.push(each);
    else if (known.isCorrected(table, hash)) reverted.push(each);
  }
  return { corrected, reverted };
}

async function keepCorrections(
  dir: string,
  corrections: Corrections,
  corrected: readonly Corrected[],
  reverted: readonly Corrected[],
): Promise<void> {
  for (const { table, hash } of reverted) corrections.remove(table, hash);
  for (const { table, hash, row } of corrected) corrections.add(table, { hash, row });
  const tables = new Set([...corrected, ...reverted].map(({ table }) => table));
  for (const table of tables) await corrections.write(dir, table);
}

/** Throws for a table that the run has not exported. */
async function tablesOf(run: RunDirectory, { table }: Options): Promise<string[]> {
  const names = (await readManifest(run.manifest))?.tables.map((counts) => counts.table) ?? [];
  if (table === null) return names;
  if (names.includes(table)) return [table];
  throw unknown(run, `The run has no table "${table}". It has: ${names.join(", ")}`);
}

function unknown(run: RunDirectory, what: string): CutoverError {
  return new CutoverError(cliFailures.badCommandLine, {
    what,
    where: run.file("rejected"),
    next: "cutover rejects list",
  });
}

function nothingCorrected(run: RunDirectory): CutoverError {
  return new CutoverError(cliFailures.badCommandLine, {
    what: "No rejected row was corrected",
    where: run.file("rejected"),
    next: "Change the row of a line in rejected/<table>.jsonl first. After a change of the plan: cutover export",
  });
}

function usage({ words }: Options): CutoverError {
  return new CutoverError(cliFailures.badCommandLine, {
    what: `"rejects ${words.join(" ")}" is not complete`,
    next: 'cutover rejects list | show <key> | replay | waive <key or code> --reason "why"',
  });
}
