import { writeFile } from "node:fs/promises";
import path from "node:path";
import { joinFields, splitFields } from "../../scripts/rows/write/documentLines.js";
import { LineWriter } from "../../scripts/rows/write/lineWriter.js";
import { readFingerprints } from "../../scripts/stages/backup.js";
import type { TableFingerprint } from "../../scripts/stages/backup.js";
import { seedExisting } from "../../scripts/rehearsal/seedExisting.js";
import { isOurs } from "../../scripts/rollback/compareAfter.js";
import { Snapshot } from "../../scripts/run/snapshot.js";
import { type Finished, runCutover } from "../support/cutover.js";
import { projectDir, temporaryDir } from "../support/folders.js";
import { convexCommand, startDeployment, type TestDeployment } from "../support/deployment.js";
import { existing } from "../support/permTracker.js";

/** A document as an export has it: fields as JSON text. */
export type Fields = Map<string, string>;

/** A deployment with the accounts of before, a folder for runs, and what people and the command do to it. */
export class Scene {
  private exports = 0;

  private constructor(
    readonly home: Awaited<ReturnType<typeof temporaryDir>>,
    readonly deployment: TestDeployment,
  ) {}

  static async open(): Promise<Scene> {
    const scene = new Scene(await temporaryDir(), await startDeployment());
    const command = convexCommand(scene.deployment, scene.home.dir);
    await seedExisting(command, path.join(projectDir, existing), scene.file("existing"));
    return scene;
  }

  async close(): Promise<void> {
    await this.deployment.stop();
    await this.home.remove();
  }

  file(...names: string[]): string {
    return path.join(this.home.dir, ...names);
  }

  get dir(): string {
    return this.file("runs");
  }

  async cutover(...words: string[]): Promise<Finished> {
    return await runCutover([...words, "--dir", this.dir, "--yes"], this.deployment.env);
  }

  /** The stages, each of which has to end with 0. */
  async stages(...stages: (readonly string[])[]): Promise<void> {
    for (const words of stages) {
      const { code, stderr } = await this.cutover(...words);
      if (code !== 0) throw new Error(`${words[0]} ended with ${code}:\n${stderr}`);
    }
  }

  async export(): Promise<string> {
    const file = this.file(`export-${this.exports++}.zip`);
    await this.deployment.convex("export", "--path", file);
    return file;
  }

  /** Of everything but the records of the migration itself. */
  async fingerprints(): Promise<TableFingerprint[]> {
    const all = await readFingerprints(await this.export());
    return all.filter(({ table, documents }) => documents > 0 && !isOurs(table));
  }

  /** Whether maintenance mode is on, as a banner would see it. */
  async isInMaintenance(): Promise<boolean> {
    const { on } = await this.deployment.call<{ on: boolean }>("migrations:maintenance", {});
    return on;
  }

  /** As above, without a table that users wrote to. */
  async fingerprintsBut(table: string): Promise<TableFingerprint[]> {
    return (await this.fingerprints()).filter((each) => each.table !== table);
  }

  async documents(table: string): Promise<Fields[]> {
    const zip = await Snapshot.open(await this.export());
    const documents: Fields[] = [];
    for await (const line of zip.lines(table)) documents.push(splitFields(line));
    zip.close();
    return documents;
  }

  /** Writes over one table through a real import that keeps every id. */
  async replace(table: string, documents: readonly Fields[]): Promise<void> {
    const file = this.file(`${table}.zip`);
    const writer = await LineWriter.createZip(file, table);
    for (const document of documents) await writer.write(joinFields(document));
    await writer.finish();
    await this.deployment.convex("import", "--replace", "--yes", file);
  }

  async append(table: string, document: object, ...flags: string[]): Promise<void> {
    const file = this.file(`${table}.jsonl`);
    await writeFile(file, `${JSON.stringify(document)}\n`);
    await this.deployment.convex("import", "--table", table, "--append", "--yes", file, ...flags);
  }

  /** Calls a function of the app as this person. */
  async callAs(userId: string, name: string, args: object): Promise<void> {
    const identity = JSON.stringify({ subject: `${userId}|session` });
    const flags = ["--typecheck", "disable", "--codegen", "disable", "--identity", identity];
    await this.deployment.convex("run", name, JSON.stringify(args), ...flags);
  }
}

export function textOf(document: Fields, name: string): string {
  return JSON.parse(document.get(name)!) as string;
}
