import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { expect, test } from "vitest";
import { duringCutover } from "../../convex/client/transition/duringCutover.js";
import { id } from "../../convex/shared/plan/fields.js";
import { email, text } from "../../convex/shared/plan/valueFields.js";
import { definePlan } from "../../convex/shared/plan/definePlan.js";
import { table } from "../../convex/shared/plan/table.js";
import { checkDeployment } from "../../scripts/check/deployment.js";
import { deploymentFailures } from "../../scripts/deployment/failures.js";
import { CutoverError } from "../../scripts/errors.js";
import type { AppStatus } from "../../scripts/deployment/answers.js";
import { type Answers, makeContext, memorySource } from "./support.js";

const plan = definePlan({
  users: table("u", { id: id(), email: email() }, { match: "email" }),
  notes: table("n", { id: id(), body: text() }),
});
const final = defineSchema({ users: defineTable({ email: v.string() }), notes: defineTable({ body: v.string() }) });
const ready: AppStatus = {
  control: { action: "run", by: null },
  maintenance: { on: false, since: null },
  window: null,
  runId: null,
  planHash: null,
  generation: 0,
  stages: [],
  tables: [],
  people: [],
  removed: 0,
  moves: [],
  waitingFor: "",
  next: "",
};
const chosen = { CONVEX_SELF_HOSTED_URL: "http://127.0.0.1:1" };

async function findIn(answers: Answers, env: NodeJS.ProcessEnv): Promise<string[]> {
  const context = makeContext({ plan, schema: duringCutover(final, plan), source: memorySource({}), answers });
  const findings = await checkDeployment(context, env);
  return findings.map(({ code, level, table: name }) => [level, code, name].filter(Boolean).join(" "));
}

/** A status, and which tables hold documents: asked without a `convex` command for each, which a check of many tables waited for. */
function answering(status: AppStatus, full: readonly string[]): Answers {
  const holds = (name: string) => ({ page: full.includes(name) ? [{}] : [], isDone: true, continueCursor: "" });
  return {
    run: async <T>() => status as T,
    querySystem: async (query, args) =>
      query === "_system/cli/tableData" ? holds((args as { table: string }).table) : undefined,
  };
}

function failing(what: string): Answers {
  return {
    run: async () => Promise.reject(new CutoverError(deploymentFailures.convexFailed, { what, next: "do this" })),
  };
}

test("no deployment is chosen: nothing is asked, and it is no fault", async () => {
  expect(await findIn(failing("asked"), {})).toStrictEqual(["info no_deployment"]);
});

test("an empty deployment that is ready", async () => {
  expect(await findIn(answering(ready, []), chosen)).toStrictEqual(["info deployment_ready"]);
});

test("accounts are expected to be there, other documents are not", async () => {
  expect(await findIn(answering(ready, ["users", "notes"]), chosen)).toStrictEqual([
    "info deployment_ready",
    "info target_not_empty users",
    "warning target_not_empty notes",
  ]);
});

test("counts of another plan", async () => {
  const other = { ...ready, runId: "20260101", planHash: "other" };
  expect(await findIn(answering(other, []), chosen)).toStrictEqual(["info deployment_ready", "warning other_plan"]);
  expect(await findIn(answering({ ...other, planHash: "hash" }, []), chosen)).toStrictEqual(["info deployment_ready"]);
});

test("a deployment that does not answer, and one without the functions", async () => {
  expect(await findIn(failing("fetch failed"), chosen)).toStrictEqual(["warning deployment_unreachable"]);
  expect(await findIn(failing('Could not find function for "migrations:status"'), chosen)).toStrictEqual([
    "warning functions_missing",
  ]);
});

test("a bug is not taken for a deployment that is away", async () => {
  const broken: Answers = { run: async () => Promise.reject(new TypeError("bug")) };
  await expect(findIn(broken, chosen)).rejects.toThrow("bug");
});
