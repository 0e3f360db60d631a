import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ZipFile } from "yazl";
import { fromBuffer } from "yauzl";
import { startRehearsal, type Rehearsal, type RehearsalOptions } from "../../../scripts/rehearsal/server/deployment.js";
import { findConvexScript } from "../../../scripts/deployment/findConvexScript.js";
import { DataAccess, type ImportMode } from "../../support/dataAccess.js";

export const fixtureApp = path.resolve(import.meta.dirname, "fixture-app");
const command = findConvexScript(import.meta.dirname);

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A rehearsal of the fixture app, a folder for files, and the real `convex` command pointed at it. */
export class Stage {
  /** For what comes before or after the command that a test is about. */
  readonly data: DataAccess;

  private constructor(
    readonly rehearsal: Rehearsal,
    readonly folder: string,
  ) {
    this.data = new DataAccess(rehearsal);
  }

  static async open(options: Partial<RehearsalOptions> = {}): Promise<Stage> {
    const rehearsal = await startRehearsal({ appDir: path.join(fixtureApp, "convex"), ...options });
    return new Stage(rehearsal, await mkdtemp(path.join(tmpdir(), "cutover-rehearsal-")));
  }

  async close(): Promise<void> {
    await this.rehearsal.stop();
    await rm(this.folder, { recursive: true });
  }

  get environment(): NodeJS.ProcessEnv {
    const { url, adminKey } = this.rehearsal;
    return { ...process.env, CONVEX_SELF_HOSTED_URL: url, CONVEX_SELF_HOSTED_ADMIN_KEY: adminKey };
  }

  async convex(...args: string[]): Promise<Outcome> {
    return runNode([command, ...args], this.environment);
  }

  /** The value a function returns; fails the test when the function does. */
  async run(name: string, args: object = {}, ...flags: string[]): Promise<unknown> {
    const { code, stdout, stderr } = await this.convex("run", name, JSON.stringify(args), ...flags);
    if (code !== 0) throw new Error(stderr);
    return stdout === "" ? null : JSON.parse(stdout);
  }

  async importLines(table: string, lines: readonly string[], ...flags: string[]): Promise<Outcome> {
    const file = await this.write(`${table}.jsonl`, lines.map((line) => `${line}\n`).join(""));
    return this.convex("import", "--table", table, file, "-y", ...flags);
  }

  async importZip(files: Record<string, string>, ...flags: string[]): Promise<Outcome> {
    return this.convex("import", await this.write("snapshot.zip", await toZip(files)), "-y", ...flags);
  }

  /** What the server says of documents that it does not take, which the command only passes on. */
  async refusalOf(
    files: Record<string, string> | readonly string[],
    mode: ImportMode,
    table?: string,
  ): Promise<string> {
    const file = Array.isArray(files)
      ? await this.write(`${table}.jsonl`, files.map((line) => `${line}\n`).join(""))
      : await this.write("snapshot.zip", await toZip(files as Record<string, string>));
    const refused: unknown = await this.data.importFile(file, mode, table).catch((error: unknown) => error);
    if (!(refused instanceof Error)) throw new Error("it took them");
    return refused.message;
  }

  /** Documents by file, as in an export; without the command. */
  async put(files: Record<string, string>, mode: ImportMode): Promise<void> {
    await this.data.importFile(await this.write("snapshot.zip", await toZip(files)), mode);
  }

  /** The files of an export, by name. */
  async export(): Promise<Record<string, string>> {
    return readZip(await this.exportFile());
  }

  /** The path of an export, as the command has written it. */
  async exportFile(...flags: string[]): Promise<string> {
    const file = path.join(this.folder, `export-${randomUUID()}.zip`);
    const { code, stderr } = await this.convex("export", "--path", file, ...flags);
    if (code !== 0) throw new Error(stderr);
    return file;
  }

  /** The same without the command. */
  async read(): Promise<Record<string, string>> {
    const file = path.join(this.folder, `export-${randomUUID()}.zip`);
    await this.data.exportTo(file);
    return readZip(file);
  }

  async write(name: string, content: string | Buffer): Promise<string> {
    const file = path.join(this.folder, name);
    await writeFile(file, content);
    return file;
  }
}

export function runNode(args: readonly string[], env: NodeJS.ProcessEnv, cwd = fixtureApp): Promise<Outcome> {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const outcome = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (outcome.stdout += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (outcome.stderr += chunk.toString("utf8")));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, ...outcome }));
  });
}

async function toZip(files: Record<string, string>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export async function readZip(file: string): Promise<Record<string, string>> {
  const { readFile } = await import("node:fs/promises");
  const bytes = await readFile(file);
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      const files: Record<string, string> = {};
      zip.on("error", reject);
      zip.on("end", () => resolve(files));
      zip.on("entry", (entry) => {
        zip.openReadStream(entry, (failure, stream) => {
          if (failure) return reject(failure);
          files[entry.fileName] = "";
          stream.on("data", (chunk: Buffer) => (files[entry.fileName] += chunk.toString("utf8")));
          stream.on("end", () => zip.readEntry());
        });
      });
      zip.readEntry();
    });
  });
}
