import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { startCutover } from "../support/cutover.js";
import { createProject, repositoryModules, runInit, type TestProject } from "./support.js";

let project: TestProject | null = null;
afterEach(async () => await project?.remove());

const config = `import { defineApp } from "convex/server";

const app = defineApp();
export default app;
`;

const halls = `CREATE TABLE public.gyms (id integer NOT NULL, name text NOT NULL);
CREATE TABLE public.walls (id integer NOT NULL, gym_id integer NOT NULL, grade text NOT NULL);
COPY public.gyms (id, name) FROM stdin;
1	Graz
\\.
COPY public.walls (id, gym_id, grade) FROM stdin;
1	1	6a
\\.
ALTER TABLE ONLY public.gyms ADD CONSTRAINT gyms_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.walls ADD CONSTRAINT walls_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.walls ADD CONSTRAINT walls_gym_id_fkey FOREIGN KEY (gym_id) REFERENCES public.gyms(id);
`;

const ownNames = `import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";

export default defineSchema({
  halls: defineTable({ name: v.string() }),
  walls: defineTable({ hallId: v.id("halls"), grade: v.number() }),
});
`;

test("an app with its own names got the source's names beside them, and learned from a failed codegen that they do not fit", async () => {
  project = await createProject();
  const inApp = (name: string) => path.join(project!.appDir, name);
  await writeFile(inApp("schema.ts"), ownNames);
  await writeFile(inApp("convex.config.ts"), config);
  const source = path.join(project.dir, "dump.sql");
  await writeFile(source, halls);
  const result = await runInit(source, project);
  expect(result.unfilled).toEqual(["halls"]);
  expect(result.conflicts).toEqual([
    "walls.grade: the plan writes v.string(), the schema has v.number().",
    "walls.hallId: schema.ts requires it, but the plan never writes it. Map a column, constant(…), or v.optional(…).",
  ]);
  expect(result.edits.map(({ path: file }) => path.basename(file))).toEqual(["convex.config.ts"]);
  expect(await readFile(inApp("schema.ts"), "utf8")).toBe(ownNames);

  const plan = inApp("plan.ts");
  const early = await startCutover(["codegen", "--plan", plan]).finished;
  expect(early.stderr).toContain("The schema is not relaxed for the migration");
  expect(early.stderr).toContain("npx cutover generate writes it");

  const { client } = repositoryModules(project);
  const wrapped = `${ownNames.replace("export default", "const schema =")}export default duringCutover(schema, plan);\n`;
  const imports = `import { duringCutover } from "${client}";\nimport plan from "./plan.js";\n`;
  await writeFile(inApp("schema.ts"), `${imports}${wrapped}`);
  const { code, stderr } = await startCutover(["codegen", "--plan", plan]).finished;
  expect(code).toBe(1);
  expect(stderr).toMatch(/^\nCUT1105: The plan does not fit schema\.ts:\n[^]*- walls\.hallId: /);
  expect(stderr).not.toContain("start_push");
});
