import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FinalReport } from "../../../scripts/check/final/checkFinal.js";
import { Snapshot } from "../../../scripts/run/snapshot.js";
import { runCutover } from "../../support/cutover.js";
import { temporaryDir } from "../../support/folders.js";
import { deployApp, type Deployed, movingApp, narrowedApp } from "./support.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let app: Deployed;
let narrowed: Deployed;

beforeAll(async () => {
  home = await temporaryDir();
  [app, narrowed] = await Promise.all([deployApp(movingApp, home.dir), deployApp(narrowedApp, home.dir)]);
  await app.append("people", { email: "ann@example.com", emailVerificationTime: 1, name: "Ann" });
});

afterAll(async () => {
  await app.stop();
  await narrowed.stop();
  await home.remove();
});

async function stages(...names: string[]): Promise<void> {
  for (const name of names) {
    const { code, stderr } = await app.cutover(name, "--source", path.join(movingApp, "source"));
    expect(`${name} ${code}${code === 0 ? "" : stderr}`).toBe(`${name} 0`);
  }
}

async function check(...words: string[]): Promise<FinalReport & { code: number | null; stderr: string }> {
  const { code, stdout, stderr } = await app.cutover("check", "--final", "--json", ...words);
  return { ...(JSON.parse(stdout || "{}") as FinalReport), code, stderr };
}

const blocks = ({ findings }: FinalReport) =>
  findings
    .filter(({ level }) => level === "blocks")
    .map(({ code, table, field, count }) => [code, table, field, count].filter((part) => part !== undefined).join(" "));

/** The proof of the proof: the deployment's documents go into one whose schema is the final one. */
async function narrow(): Promise<void> {
  await narrowed.convex.call("import", ["--replace-all", "--yes", await app.export()]);
}

/** One test after the other: each goes on where the one before has left the deployment. */
describe.sequential("check --final against a deployment, with the real convex command", () => {
  test("before the clean-up it says what is in the way, and Convex would refuse the final schema", async () => {
    await stages("export", "load", "match", "resolve", "verify");
    const report = await check();
    expect(report.code).toBe(2);
    expect(report.passes).toBe(false);
    expect(blocks(report)).toEqual([
      "legacy_field people legacyId 2",
      "legacy_field tickets legacyId 3",
      "legacy_field tickets legacyPersonId 3",
      "legacy_field tickets legacyParentId 2",
      "legacy_field notes legacyId 2",
      "legacy_field notes legacyTicketId 2",
    ]);
    expect(report.findings[0]!.remedy).toContain("cutover cleanup");
    await expect(narrow()).rejects.toThrow(/does not match the schema/);
  });

  test("after the clean-up it passes, Convex takes the final schema, and old keys lead on", async () => {
    await stages("cleanup");
    const report = await check();
    expect(blocks(report)).toEqual([]);
    expect(report.code).toBe(0);
    expect(report.tables).toEqual([
      { table: "people", documents: 2, mismatched: 0 },
      { table: "tickets", documents: 3, mismatched: 0 },
      { table: "notes", documents: 2, mismatched: 0 },
      { table: "settings", documents: 0, mismatched: 0 },
    ]);
    expect(report.next).toEqual([
      expect.stringMatching(/remove the wrapper in convex\/schema\.ts:\d+: export default duringCutover/),
      expect.stringMatching(/^delete .*convex\/migrations\.ts and .*convex\/plan\.ts;/),
      expect.stringContaining("leave the cutover component"),
      "npx convex deploy",
    ]);
    await narrow();
    expect(await narrowed.convex.run("urls:ticket", { key: "t2" })).toBe("second");
    expect(await narrowed.convex.run("urls:person", { key: "p1" })).toBe("Ann");
    expect(await narrowed.convex.run("urls:ticket", { key: "p1" })).toBeNull();
    expect(await narrowed.convex.run("migrations:status", {})).toMatchObject({
      waitingFor: "nothing: the legacy fields are gone",
    });
  });

  test("the export it makes does not stay", async () => {
    const folder = path.join(home.dir, "transition-runs/check");
    expect(await readdir(folder)).not.toContain("final");
  });

  test("code that counts on legacy fields is in the way, marked or forgotten", async () => {
    const src = path.join(home.dir, "src");
    await mkdir(src);
    await writeFile(path.join(src, "a.ts"), "a.legacyId;\nb.legacyPersonId; // cutover: until clean-up\n");
    const report = await check("--code", src);
    expect(report.code).toBe(2);
    expect(blocks(report)).toEqual(["legacy_read 1", "legacy_read_marked 1"]);
    const said = JSON.stringify(report);
    expect(said).toContain("are not marked");
    expect(said).toContain("that time has come");
  });

  test("a reference to a document that is gone is noted, and lets the schema pass", async () => {
    const [ticket] = await idsOf("tickets");
    await app.append("settings", { theme: "dark" });
    await app.append("notes", { ticketId: ticket!.replace(/^\d+/, "99999"), number: 3, body: "of a deleted ticket" });
    const report = await check("--strict");
    expect(report.passes).toBe(true);
    expect(report.code).toBe(2);
    expect(report.findings).toMatchObject([{ level: "note", code: "dangling_reference", table: "notes", count: 1 }]);
    await narrow();
  });

  test("a document that only the schema of the move takes is found, and Convex refuses it, too", async () => {
    await app.append("tickets", { title: "made by a person", status: "open" });
    const report = await check();
    expect(report.code).toBe(2);
    expect(blocks(report)).toEqual(["missing_field tickets personId 1"]);
    const found = report.findings.find(({ code }) => code === "missing_field")!;
    expect(await idsOf("tickets")).toContain(found.examples[0]);
    expect(report.tables).toContainEqual({ table: "tickets", documents: 4, mismatched: 1 });
    await expect(narrow()).rejects.toThrow(/missing the required field `personId`/);
  });
});

async function idsOf(table: string): Promise<string[]> {
  const zip = await Snapshot.open(await app.export());
  const ids: string[] = [];
  for await (const line of zip.lines(table)) ids.push((JSON.parse(line) as { _id: string })._id);
  zip.close();
  return ids;
}

test("without a deployment, or with a folder that is not there, it says what to type", async () => {
  const words = ["check", "--final", "--plan", path.join(movingApp, "convex/plan.ts")];
  const none = await runCutover(words);
  expect(none.code).toBe(1);
  expect(none.stderr).toContain("No deployment is chosen");
  const { code, stderr } = await app.cutover("check", "--final", "--code", path.join(home.dir, "nowhere"));
  expect(code).toBe(1);
  expect(stderr).toContain("There is no such folder");
});
