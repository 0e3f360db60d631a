import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dirt } from "../../../examples/thywill/generator/dirt.js";
import { Facts, isSoundPrayer, isWholeMinute, text } from "./facts.js";
import { type ExampleRun, keysOf, runExample } from "./run.js";
import type { SourceRow } from "./source.js";

let run: ExampleRun;
let facts: Facts;

beforeAll(async () => {
  run = await runExample("export");
  facts = new Facts(run.example.source);
});
afterAll(async () => await run.remove());

const prayerRow = (id: string) => facts.tables.prayer.find((row) => row["id"] === id);

function valuesOf(prayerId: string, name: string) {
  const rows = facts.tables.prayer_attributes.filter((row) => row["prayer_id"] === prayerId);
  return rows.filter((row) => row["attribute_name"] === name).map((row) => row["attribute_value"]);
}

function isMovable(row: SourceRow): boolean {
  const isWhole = row["id"] !== null && row["created_at"] !== "";
  return isWhole && !facts.leadsToNobody(row, "user_id") && !facts.leadsToNoPrayer(row);
}

describe("marks", () => {
  test("of each archived copy and the mark it repeats, the real one stays", () => {
    const moved = keysOf(run.documents("prayerMarks"));
    const real = facts.tables.prayermark.filter((row) => isMovable(row) && !isWholeMinute(row));
    const groups = new Set(real.map((row) => facts.markGroup(row)));
    const repeats = facts.tables.prayermark.filter((row) => isWholeMinute(row) && groups.has(facts.markGroup(row)));
    expect(real.filter((row) => !moved.has(text(row, "id")))).toEqual([]);
    expect(repeats.filter((row) => moved.has(text(row, "id")))).toEqual([]);
    expect(moved.size).toBe(real.length + dirt.carried.marksOnlyInArchives);
  });

  test("a copy gives its archive to the mark it repeats", () => {
    const copies = run.merged("prayerMarks");
    const marks = new Map(run.documents("prayerMarks").map((mark) => [mark.legacyId, mark]));
    expect(copies).toHaveLength(dirt.merged.marks);
    expect(copies.filter(({ into }) => marks.get(into ?? "")?.["legacyArchiveId"] === undefined)).toEqual([]);
  });

  test("somebody may pray for the same prayer again and again: the target's own rule would drop those marks", () => {
    const marks = run.documents("prayerMarks");
    const pairs = new Set(
      marks.map(({ legacyUserId: user, legacyPrayerId: prayer }) => `${String(user)} ${String(prayer)}`),
    );
    expect(marks.length - pairs.size).toBeGreaterThan(20);
  });
});

describe("prayers", () => {
  test("arrive to the letter, whatever their length", () => {
    const prayers = run.documents("prayers");
    expect(prayers).toHaveLength(facts.tables.prayer.filter(isSoundPrayer).length);
    expect(prayers.filter(({ legacyId, text: moved }) => moved !== prayerRow(legacyId)?.["text"])).toEqual([]);
    const lengths = prayers.map((prayer) => Array.from(String(prayer["text"])).length);
    expect(lengths.filter((length) => length < 10)).toHaveLength(dirt.carried.shortPrayers);
    expect(lengths.filter((length) => length > 5000)).toHaveLength(dirt.carried.longPrayers);
  });

  test("have as fields what the source kept as rows of attributes", () => {
    for (const prayer of run.documents("prayers")) {
      const { legacyId: id, isArchived, isAnswered, answeredAt, testimony } = prayer;
      const [date] = valuesOf(id, "answer_date");
      expect({ isArchived, isAnswered, answeredAt, testimony }).toEqual({
        isArchived: valuesOf(id, "archived").length > 0,
        isAnswered: valuesOf(id, "answered").length > 0,
        answeredAt: date === undefined ? undefined : Date.parse(`${String(date)}Z`),
        testimony: valuesOf(id, "answer_testimony")[0],
      });
      const flagged = ["1", "true", "t"].includes(prayerRow(id)?.["flagged"] ?? "");
      expect(prayer["isFlagged"]).toBe(flagged || valuesOf(id, "flagged").length > 0);
    }
  });
});
