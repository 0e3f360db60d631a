import { describe, expect, test } from "vitest";
import { findLosses, type Outcome, type Places } from "./findLosses.js";
import { Ledger, type Write } from "./ledger.js";

const insert = { writer: "w", side: "convex", kind: "insert", tables: ["notifications"] } as const;

function places(parts: Partial<Omit<Places, "tables">> & { tables?: Record<string, string> } = {}): Places {
  return { source: "", listed: "", ...parts, tables: new Map(Object.entries(parts.tables ?? {})) };
}

const names = (writes: readonly Write[]) => writes.map(({ marker }) => marker);

function judge(ledger: Ledger, found: Places, outcome: Outcome = "moved") {
  const { lost, listed, doubled } = findLosses(ledger, found, outcome);
  return { lost: names(lost), listed: names(listed), doubled: names(doubled) };
}

describe("a write that was acknowledged", () => {
  test("is lost where it stands nowhere, listed where a file names it", () => {
    const ledger = new Ledger("s", () => "load");
    for (const marker of ["s-0.", "s-1.", "s-2."]) ledger.acknowledge({ ...insert, marker });
    const found = places({ tables: { notifications: `{"title":"s-0."}` }, listed: "s-1." });
    expect(judge(ledger, found)).toEqual({ lost: ["s-2."], listed: ["s-1."], doubled: [] });
    expect(findLosses(ledger, found, "moved").lost[0]).toMatchObject({ during: "load" });
  });

  test("must be in each of its tables, and not in another one", () => {
    const ledger = new Ledger("s", () => "");
    ledger.acknowledge({ ...insert, marker: "s-0.", tables: ["users", "authAccounts"] });
    expect(judge(ledger, places({ tables: { users: "s-0.", cases: "s-0." } })).lost).toEqual(["s-0."]);
    expect(judge(ledger, places({ tables: { users: "s-0.", authAccounts: "s-0." } })).lost).toEqual([]);
  });

  test("is lost when it was a deletion and the document is back", () => {
    const ledger = new Ledger("s", () => "");
    ledger.acknowledge({ ...insert, marker: "s-0." });
    ledger.acknowledge({ ...insert, marker: "s-0.", kind: "delete" });
    expect(judge(ledger, places()).lost).toEqual([]);
    expect(judge(ledger, places({ tables: { notifications: "s-0." } })).lost).toEqual(["s-0."]);
  });

  test("of the source is looked for in Convex once the app has moved, and in the source after a rollback", () => {
    const ledger = new Ledger("s", () => "");
    ledger.acknowledge({ ...insert, marker: "s-0.", side: "source" });
    expect(judge(ledger, places({ source: "s-0." }), "rolled back").lost).toEqual([]);
    expect(judge(ledger, places({ source: "s-0." }), "moved").lost).toEqual(["s-0."]);
  });

  test("is doubled where two documents hold it", () => {
    const ledger = new Ledger("s", () => "");
    ledger.acknowledge({ ...insert, marker: "s-0." });
    expect(judge(ledger, places({ tables: { notifications: `{"title":"s-0."}\n{"title":"s-0."}` } })).doubled).toEqual([
      "s-0.",
    ]);
  });
});

test("of two writes to one cell the later is due; the source's never takes the place of Convex's", () => {
  const ledger = new Ledger("s", () => "");
  const update = { ...insert, kind: "update", tables: ["cases"] } as const;
  ledger.acknowledge({ ...update, marker: "s-0.", side: "source" }, "cases/1/notes");
  ledger.acknowledge({ ...update, marker: "s-1." }, "cases/1/notes");
  ledger.acknowledge({ ...update, marker: "s-2.", side: "source" }, "cases/1/notes");
  ledger.acknowledge({ ...update, marker: "s-3.", side: "source" }, "cases/1/notes");
  expect(ledger.listDue().map(({ marker }) => marker)).toEqual(["s-1.", "s-3."]);
  expect(ledger.acknowledged).toBe(4);
});
