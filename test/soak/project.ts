import { cp, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { projectDir } from "../support/folders.js";

/** What belongs to the package, not to the app. */
const packaged = ["client", "cutover", "shared"];

/** The `convex` command wants to be among the dependencies. */
const manifest = { name: "soak", type: "module", dependencies: { convex: "*" } };

/** A project of its own with the repository's app and the soak's functions. */
export async function makeProject(folder: string): Promise<void> {
  const from = path.join(projectDir, "convex");
  const to = path.join(folder, "convex");
  await mkdir(folder, { recursive: true });
  await symlink(path.join(projectDir, "node_modules"), path.join(folder, "node_modules"));
  await writeFile(path.join(folder, "package.json"), `${JSON.stringify(manifest)}\n`);
  const isOfApp = (file: string) => !packaged.includes(path.relative(from, file).split(path.sep)[0] ?? "");
  await cp(from, to, { recursive: true, filter: isOfApp });
  await linkToPackage(to);
  const functions = await readFile(path.join(projectDir, "test/soak/app/soak.ts"), "utf8");
  await writeFile(path.join(to, "soak.ts"), functions.replaceAll("../../../convex/", "./"));
  await shortenWindow(path.join(to, "plan.ts"));
}

/** The app's imports of the package lead to the repository's own folders, as an app's lead to node_modules. */
async function linkToPackage(app: string): Promise<void> {
  const imports = new RegExp(`"(?:\\.\\.?/)+(${packaged.join("|")})/`, "g");
  const files = await readdir(app, { recursive: true, withFileTypes: true });
  for (const { name, parentPath } of files.filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))) {
    const file = path.join(parentPath, name);
    const code = await readFile(file, "utf8");
    const toConvex = path.relative(parentPath, path.join(projectDir, "convex"));
    await writeFile(file, code.replace(imports, `"${toConvex}/$1/`));
  }
}

/** Ten seconds of quiet in every round would be most of it. */
async function shortenWindow(file: string): Promise<void> {
  const plan = await readFile(file, "utf8");
  const changed = plan.replace("    tasks: {", "    window: { quietSeconds: 1 },\n    tasks: {");
  if (changed === plan) throw new Error(`${file} has no place for the window any more`);
  await writeFile(file, changed);
}
