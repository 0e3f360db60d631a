import path from "node:path";
import { symlink, writeFile } from "node:fs/promises";
import ts from "typescript-5.9";
import { renderSourceTypes } from "../../scripts/init/sourceTypes.js";
import type { SourceTable } from "../../scripts/sources/source.js";
import { projectDir } from "./folders.js";

/** What an editor says about a plan beside these tables and this schema: TypeScript 5.9's language service. */

/** What the package is imported from there. */
export const clientFrom = (folder: string) => path.relative(folder, path.join(projectDir, "convex/client/index.js"));

const column = (name: string, type: string, nullable = false) => ({ name, type, nullable });
const tables: SourceTable[] = [
  {
    name: "public.users",
    primaryKey: ["id"],
    columns: [
      column("id", "uuid"),
      column("email", "text"),
      column("full_name", "text", true),
      column("is_admin", "boolean", true),
    ],
  },
  {
    name: "public.orders",
    primaryKey: ["id"],
    columns: [
      column("id", "bigint"),
      column("user_id", "uuid"),
      column("total", "numeric(10,2)"),
      column("note", "text", true),
    ],
  },
  { name: "public._prisma_migrations", primaryKey: [], columns: [column("id", "text")] },
];

const schema = `import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";

export const schema = defineSchema({
  users: defineTable({ email: v.string(), name: v.optional(v.string()), isAdmin: v.boolean() }),
  orders: defineTable({ userId: v.id("users"), total: v.int64(), note: v.optional(v.string()), channel: v.string() }),
});
`;

export const users = (more = "") => `  users: table("public.users", {
    id: id(),
    email: email(),
    full_name: text().optional().as("name"),
    is_admin: flag().or(false),
  }, { match: "email"${more} }),
`;
export const orders = (more = "") => `  orders: table("public.orders", {
    id: id(),
    user_id: ref("users"),
    total: cents(),
    note: text().optional(),
    channel: constant("web"),
  }${more}),
`;
const head = (
  folder: string,
) => `import { cents, constant, email, flag, id, list, omit, text } from "${clientFrom(folder)}";
import { computed, definePlan, derive, lookup, ref, table, union } from "./plan.source.js";
void [cents, constant, computed, derive, email, flag, id, list, lookup, omit, ref, text, union];
export default definePlan({
`;
/** The whole of plan.ts in this folder. */
export const wholePlan = (folder: string, entries: string) => `${head(folder)}${entries}});\n`;
/** Writes what stands beside a plan. */
export async function writePlanFolder(folder: string): Promise<void> {
  await symlink(path.join(projectDir, "node_modules"), path.join(folder, "node_modules"));
  const types = renderSourceTypes(tables, { schemaName: "schema", planned: [], module: clientFrom(folder) });
  await writeFile(path.join(folder, "plan.source.ts"), types);
  await writeFile(path.join(folder, "schema.ts"), schema);
}

export class Editor {
  #text = "";
  #version = 0;
  readonly file: string;
  readonly #service: ts.LanguageService;

  constructor(folder: string) {
    this.file = path.join(folder, "plan.ts");
    const config = ts.readConfigFile(path.join(projectDir, "tsconfig.json"), (name) => ts.sys.readFile(name))
      .config as {
      compilerOptions: object;
    };
    const { options: compilerOptions } = ts.convertCompilerOptionsFromJson(config.compilerOptions, projectDir);
    const host: ts.LanguageServiceHost = {
      getCompilationSettings: () => ({ ...compilerOptions, types: [] }),
      getScriptFileNames: () => [this.file],
      getScriptVersion: (name) => (name === this.file ? String(this.#version) : "1"),
      getScriptSnapshot: (name) => {
        const text = name === this.file ? this.#text : ts.sys.readFile(name);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => folder,
      getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
      fileExists: (name) => name === this.file || ts.sys.fileExists(name),
      readFile: (name) => ts.sys.readFile(name),
      directoryExists: (name) => ts.sys.directoryExists(name),
      getDirectories: (name) => ts.sys.getDirectories(name),
      realpath: (name) => ts.sys.realpath!(name),
    };
    this.#service = ts.createLanguageService(host);
  }

  /** `|` is where the cursor stands. */
  #write(text: string): number {
    const at = text.indexOf("|");
    const whole = at === -1 ? text : text.slice(0, at) + text.slice(at + 1);
    // The same text is not checked again.
    if (whole !== this.#text) this.#version += 1;
    this.#text = whole;
    return at;
  }

  complete(text: string): string[] {
    const at = this.#write(text);
    return this.#service.getCompletionsAtPosition(this.file, at, {})?.entries.map(({ name }) => name) ?? [];
  }

  hover(text: string): string {
    const info = this.#service.getQuickInfoAtPosition(this.file, this.#write(text));
    return ts.displayPartsToString(info?.documentation);
  }

  /** `12: sentence`, of the plan alone. */
  diagnose(text: string): string[] {
    this.#write(text);
    const found = this.#service.getSemanticDiagnostics(this.file);
    return found.map(({ messageText, start, file }) => {
      const { line } = file!.getLineAndCharacterOfPosition(start!);
      return `${String(line + 1)}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
  }
}
