import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Doc } from "../../../examples/thywill/convex/_generated/dataModel.js";
import { outcome } from "../../../examples/thywill/generator/dirt.js";
import type { ConvexCommand } from "../../../scripts/target/convexCommand.js";
import { projectDir, runCutover } from "../../support/cutover.js";
import { convexCommand, startDeployment, type TestDeployment } from "../../support/deployment.js";
import { type ExampleRun, plan, runExample } from "./run.js";

const exampleDir = path.join(projectDir, "examples/thywill");

let app: TestDeployment;
let convex: ConvexCommand;
let moved: ExampleRun;

beforeAll(async () => {
  app = await startDeployment(exampleDir);
  moved = await runExample("export", [], app.env);
  convex = convexCommand(app, moved.runs, exampleDir);
  for (const stage of ["load", "resolve"]) {
    const { code, stderr } = await runCutover([stage, "--plan", plan, "--dir", moved.runs, "--yes", "--json"], app.env);
    if (code !== 0) throw new Error(`${stage} ended with ${String(code)}:\n${stderr}`);
  }
});
afterAll(async () => {
  app.stop();
  await moved.remove();
});

type Event = Doc<"activity">;

const timesOf = (events: readonly Event[]) => events.map(({ _creationTime: time }) => time);

test("without a word about order, Convex gives the activity as it happened, although it came from four tables", async () => {
  const paginationOpts = { numItems: 2000, cursor: null };
  const { page } = await convex.run<{ page: Event[] }>("activity:feed", { paginationOpts });
  const exported = moved.documents("activity").map(({ _creationTime: time }) => Number(time));
  expect(page).toHaveLength(outcome.activity.written);
  expect(timesOf(page)).toEqual(exported.toSorted((a, b) => b - a));
  expect(exported).not.toEqual(exported.toSorted((a, b) => a - b));
});

test("the history of a prayer begins when it was written, and ends with what was done last", async () => {
  const { page } = await convex.run<{ page: Event[] }>("activity:feed", {
    paginationOpts: { numItems: 1, cursor: null },
  });
  const [latest] = page;
  const history = await convex.run<Event[]>("activity:ofPrayer", { prayerId: latest?.prayerId });
  expect(history.length).toBeGreaterThan(1);
  expect(history[0]?.action).toBe("created");
  expect(history.at(-1)).toEqual(latest);
  expect(timesOf(history)).toEqual(timesOf(history).toSorted((a, b) => a - b));
});
