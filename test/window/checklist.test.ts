import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { definePlan, id, table, type WindowPlan } from "../../convex/client/index.js";
import { checkOff, measureChecklist, readCheckOffs } from "../../scripts/window/checklist.js";
import { runCutover } from "../support/cutover.js";
import { projectDir, temporaryDir } from "../support/folders.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
beforeEach(async () => void (home = await temporaryDir()));
afterEach(async () => await home.remove());

const plan = path.join(projectDir, "test/window/fixture-app/convex/plan.ts");

async function type(...words: string[]) {
  const { code, stdout, stderr } = await runCutover(["check-off", ...words, "--plan", plan, "--dir", home.dir]);
  return { code, output: stdout + stderr };
}

test("the list, a check-off with what was seen, and one that was a mistake", async () => {
  const { code, output } = await type();
  expect(code).toBe(0);
  expect(output).toBe(
    "[ ] T-2 d dns-ttl: the TTL of the app's name is 60 s (the window waits for it)\n" +
      "[ ] T+30 d invoices: the first invoices went out\n" +
      "2 of 2 open: cutover check-off <name>\n",
  );
  expect((await type("dns-ttl", "dig says 60")).output).toMatch(
    /^\[x\] T-2 d dns-ttl: the TTL of the app's name is 60 s \(\S+ on \d{4}-\d\d-\d\d \d\d:\d\d UTC: dig says 60\)$/m,
  );
  expect((await type("undo", "dns-ttl")).output).toContain("[ ] T-2 d dns-ttl");
});

test("a name that the plan does not have is answered with those it has", async () => {
  const { code, output } = await type("dns");
  expect(code).not.toBe(0);
  expect(output).toContain('The plan\'s checklist has no entry "dns"');
  expect(output).toContain("One of: dns-ttl, invoices.");
  expect((await type("undo")).output).toContain("undo: which entry?");
});

const checklist = [
  { name: "dns-ttl", title: "TTL", day: -2, gate: true },
  { name: "team", title: "everybody is there", day: 0, gate: true },
  { name: "later", title: "later", day: 7 },
];
const done = (name: string) => ({ name, at: "2026-12-01T09:00:00.000Z", by: "ann", note: "" });

test("the gate waits for entries with gate: true, and for nothing else", async () => {
  expect(await measureChecklist(home.dir)).toStrictEqual([]);
  expect(await measureChecklist(home.dir, [checklist[2]!])).toStrictEqual([]);
  await checkOff(home.dir, checklist, done("dns-ttl"));
  expect(await measureChecklist(home.dir, checklist)).toMatchObject([
    { isOpen: false, value: "open: team", opens: "cutover check-off team" },
  ]);
  await checkOff(home.dir, checklist, done("team"));
  expect(await measureChecklist(home.dir, checklist)).toMatchObject([{ isOpen: true, value: "2 checked off" }]);
});

test("two people who check off at the same moment lose neither entry", async () => {
  await Promise.all(checklist.map(async ({ name }) => await checkOff(home.dir, checklist, done(name))));
  expect([...(await readCheckOffs(home.dir)).keys()].toSorted()).toStrictEqual(["dns-ttl", "later", "team"]);
});

test("faults of a checklist are all named", () => {
  const window = {
    checklist: [
      { name: "a b", title: "", day: 0 },
      { name: "late", title: "late", day: 1, gate: true },
      { name: "late", title: "twice", day: Number.NaN },
    ],
  } satisfies WindowPlan;
  expect(definePlan({ people: table("people", { id: id() }) }, { window }).faults).toStrictEqual([
    expect.stringContaining('"a b" is not a name'),
    expect.stringContaining("a b has no title"),
    expect.stringContaining("late cannot be a gate: day 1 is after the window"),
    expect.stringContaining('two entries are called "late"'),
    expect.stringContaining("late needs its day"),
  ]);
});
