import path from "node:path";
import { afterEach, expect, test } from "vitest";
import type { CheckReport } from "../../scripts/check/checkMigration.js";
import { FilesFolder } from "../sources/files/folder.js";
import { runCutover } from "../support/cutover.js";
import { createProject, runInit, type TestProject } from "./support.js";

const opened: (FilesFolder | TestProject)[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.remove();
});

/** The plan that `init` writes for a folder of these files, and the references that `check` counts with it. */
async function initFolder(contents: Readonly<Record<string, string>>) {
  const [folder, project] = [await FilesFolder.make(), await createProject()];
  opened.push(folder, project);
  for (const [name, content] of Object.entries(contents)) await folder.write(name, content);
  const { files } = await runInit(folder.path, project);
  const words = ["--plan", path.join(project.appDir, "plan.ts"), "--source", folder.path];
  const { stdout } = await runCutover(["check", ...words, "--dir", path.join(project.dir, "runs"), "--json"]);
  const { tables } = JSON.parse(stdout) as CheckReport;
  return { text: files[0]!.content, references: tables.flatMap(({ references }) => references) };
}

test("the numbers of a JSON file refer to a key that came as text of a CSV", async () => {
  const { text, references } = await initFolder({
    "customers.csv": "id,name\n1,Ann\n20,Bob\n",
    "orders.json": '[{"id":1,"customer_id":20},{"id":2,"customer_id":1},{"id":3,"customer_id":null}]',
  });
  expect(text).toContain("// no foreign key in the source; 2 of 2 values found in customers.id");
  expect(text).toContain('customer_id: ref("customers").optional(),');
  expect(references).toMatchObject([{ target: "customers", orphans: 0 }]);
});

test("the texts of a CSV refer to a key that came as a number of JSON lines, also to one of the same file", async () => {
  const { text, references } = await initFolder({
    "teams.jsonl": '{"id":7,"name":"Blue"}\n{"id":8,"name":"Red"}\n',
    "members.csv": "id,team_id,parent\na,7,\nb,8,a\nc,7,a\n",
  });
  expect(text).toContain('team_id: ref("teams"),');
  expect(text).toContain('parent: ref("members").optional(),');
  expect(references).toMatchObject([{ orphans: 0 }, { orphans: 0 }]);
});

test("numbers that are no keys of the CSV stay numbers, without a word", async () => {
  const { text } = await initFolder({
    "customers.csv": "id,name\nc1,Ann\nc2,Bob\n",
    "orders.json": '[{"id":1,"customer_id":1},{"id":2,"customer_id":2}]',
  });
  expect(text).toContain("    customer_id: integer(),");
  expect(text).not.toContain("no reference to customers");
});
