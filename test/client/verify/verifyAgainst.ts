import { type App, call, expectedOf, type Export, find, finish, tables } from "../support.js";

/** What the catch-up's export counted is what is demanded from now on; documents that an import timed are read back. */
export async function verifyAgainst(t: App, now: Export, name: (typeof tables)[number] = "cases") {
  const stored = async (each: (typeof tables)[number]) =>
    await Promise.all(
      (now[each] ?? []).map(async (row) => {
        if ("_creationTime" in row) return row;
        const { _creationTime } = await find(t, each, row["legacyId"] as string);
        return { ...row, _creationTime };
      }),
    );
  const expected = await Promise.all(tables.map(async (each) => expectedOf(each, await stored(each))));
  await call(t, "begin", { runId: "run-1", planHash: "plan-1", tables: expected, append: true });
  const { tables: verdicts, stages } = await finish(t, "verify");
  const { verified, checks } = verdicts.find(({ table }) => table === name)!;
  const counts = stages.find(({ stage, table }) => stage === "verify" && table === name)!.counts;
  return { verified, failed: checks.filter(({ ok }) => !ok), kept: counts["kept"] ?? 0 };
}
