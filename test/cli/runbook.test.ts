import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkFormat } from "../../scripts/check/lastCheck.js";
import { loadProject } from "../../scripts/project/project.js";
import { writeRehearsed } from "../../scripts/rehearsal/rehearsed.js";
import { makeFolder } from "../../scripts/run/files.js";
import { writeJsonFile } from "../../scripts/run/jsonFile.js";
import { runCutover } from "../support/cutover.js";
import { temporaryDir } from "../support/folders.js";

const plan = fileURLToPath(new URL("../../convex/plan.ts", import.meta.url));
let home: Awaited<ReturnType<typeof temporaryDir>>;
beforeAll(async () => void (home = await temporaryDir()));
afterAll(async () => await home.remove());

async function runbook(
  dir: string,
  ...words: readonly string[]
): Promise<{ code: number | null; text: string; said: string }> {
  const { code, stdout, stderr } = await runCutover(["runbook", "--plan", plan, "--dir", dir, ...words], {});
  return { code, text: stdout, said: stderr };
}

/** What `cutover check` and `cutover rehearse` leave behind. */
async function leaveCheckAndRehearsal(dir: string, planHash: string): Promise<void> {
  await makeFolder(path.join(dir, "check"));
  const stages = [
    { stage: "export", minutes: { S16: 2 } },
    { stage: "verify", minutes: { S16: 5 } },
  ];
  const finding = {
    level: "warning",
    count: 3,
    examples: [],
    message: "3 cases are old.",
    remedy: "Look at them.",
  } as const;
  await writeJsonFile(path.join(dir, "check/check.json"), checkFormat, {
    planHash,
    grade: "B",
    tables: [{ bytes: 1000 }],
    findings: [
      { ...finding, code: "old_cases" },
      { ...finding, code: "allowed", isAllowed: true, message: "Allowed by the plan." },
    ],
    forecast: { stages },
  });
  const at = "2026-11-30T10:00:00.000Z";
  await writeRehearsed(dir, { planHash, at, run: "r1", on: "throw-away", withRollback: true, measured: [] });
}

test("without a check no time is guessed, and the runbook says what to type to know", async () => {
  const dir = path.join(home.dir, "nothing");
  const { code, text } = await runbook(dir, "--at", "2026-12-05T23:00-05:00");
  expect(code).toBe(0);
  expect(text).toContain("Begins 2026-12-05 23:00 -05:00 (2026-12-06T04:00Z); expected length unknown");
  expect(text).toContain("no duration is known: cutover check");
  expect(text).toMatch(/^\| \? \| verify \| \? \|/m);
  expect(text).toContain("Not rehearsed yet");
});

test("steps begin when the ones before them are expected to end, in the time zone that was typed", async () => {
  const dir = path.join(home.dir, "checked");
  const { planHash } = await loadProject(plan);
  await leaveCheckAndRehearsal(dir, planHash);
  const { text } = await runbook(dir, "--at", "2026-12-31T23:55+05:30", "--window", "45m");
  expect(text).toMatch(/^\| 23:55 \+05:30 \| backup \|/m);
  // A catch-up of two minutes and a verification of five came before, and seconds for the others.
  expect(text).toMatch(/^\| 00:02 \+05:30 \| checks \|/m);
  expect(text).toContain("Planned until 2027-01-01 00:40 +05:30 (45 min 00 s)");
  expect(text).toContain("grade B");
  expect(text).toContain("Last green rehearsal: 2026-11-30T10:00:00.000Z, on throw-away, with rollback");
  expect(text).toContain("- 3 cases are old. **Mitigation:** Look at them.");
  expect(text).not.toContain("Allowed by the plan");
  expect(text).not.toContain("has changed since");
});

test("a plan that has changed since the check and the rehearsal is said, before anybody trusts their figures", async () => {
  const dir = path.join(home.dir, "changed");
  await leaveCheckAndRehearsal(dir, "another plan");
  const { text } = await runbook(dir, "--at", "2026-12-05T23:00Z");
  expect(text).toContain("The plan has changed since that check: cutover check");
  expect(text).toContain("The plan has changed since that rehearsal: cutover rehearse --with-rollback");
});

test("what is typed in the evening reaches the deployment that was meant, and never shows its key", async () => {
  const dir = path.join(home.dir, "flags");
  const flags = ["--url", "https://convex.example.com", "--admin-key", "self|0123456789abcdef"];
  const { text } = await runbook(dir, "--at", "2026-12-05T23:00Z", ...flags);
  for (const command of ["go", "rollback", "preload", "catch-up", "try-sign-in"])
    expect(text).toContain(`cutover ${command} --url https://convex.example.com --admin-key …`);
  expect(text).not.toContain("0123456789abcdef");
});

function uids(lines: readonly string[]): string[] {
  return lines.filter((line) => line.startsWith("UID:"));
}

test("the calendar file holds every entry; a runbook for another date moves the events instead of doubling them", async () => {
  const dir = path.join(home.dir, "calendar");
  const read = async (at: string) => {
    await runbook(dir, "--at", at);
    return (await readFile(path.join(dir, "runbook/runbook.ics"), "utf8")).replaceAll("\r\n ", "").split("\r\n");
  };
  const first = await read("2026-12-05T23:00-05:00");
  const second = await read("2026-12-12T23:00-05:00");
  expect(uids(second)).toEqual(uids(first));
  expect(new Set(uids(first)).size).toBe(uids(first).length);
  expect(first).toContain("DTSTART:20261206T040000Z");
  expect(second).toContain("DTSTART:20261213T040000Z");
  expect(first.filter((line) => line === "BEGIN:VEVENT")).toHaveLength(uids(first).length);
});

test.each(["tonight", "2026-12-05T23:00", "2026-13-05T23:00Z", "2026-12-05"])(
  "%s is refused: without its time zone a time is another one on another machine",
  async (at) => {
    const { code, said } = await runbook(home.dir, "--at", at);
    expect(code).toBe(1);
    expect(said).toContain("cutover runbook --at 2026-12-05T23:00-05:00");
  },
);
