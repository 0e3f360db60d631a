import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Stage } from "./command.js";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

const uniform = '"uniform"\n';

/** The users, in the order they were created. */
async function emails(): Promise<string[]> {
  const lines = (await stage.read())["users/documents.jsonl"]!.split("\n").filter((line) => line !== "");
  return lines.map((line) => (JSON.parse(line) as { email: string }).email);
}

describe("modes", () => {
  test("the default mode wants an empty table, --append adds, --replace replaces", async () => {
    expect(await stage.importLines("users", ['{"email":"a@x.com"}', '{"email":"b@x.com"}'])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Added 2 documents to table "users"'),
    });
    expect(await stage.importLines("users", ['{"email":"c@x.com"}'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Table users already exists"),
    });
    expect(await stage.importLines("users", ['{"email":"c@x.com"}'], "--append")).toMatchObject({ code: 0 });
    expect(await emails()).toEqual(["a@x.com", "b@x.com", "c@x.com"]);
    expect(await stage.importLines("users", ['{"email":"d@x.com"}'], "--replace")).toMatchObject({ code: 0 });
    expect(await emails()).toEqual(["d@x.com"]);
  });

  test("--append is not atomic: batches of 8,000 rows before a bad one stay", async () => {
    const rows = Array.from({ length: 8_001 }, (_, row) => `{"row":${row}}`);
    const outcome = await stage.importLines("notes", [...rows, '{"_hidden":1}'], "--append");
    expect(outcome).toMatchObject({ code: 1, stderr: expect.stringContaining("Row 8002 ") });
    expect((await stage.read())["notes/documents.jsonl"]?.split("\n")).toHaveLength(8_000 + 1);
  });

  test("--component imports into a component", async () => {
    const file = await stage.write("counts.jsonl", '{"name":"x","value":1}\n');
    const counts = ["import", "--table", "counts", file, "-y", "--component"];
    expect(await stage.convex(...counts, "visits")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Validator: v.int64()"),
    });
    expect(await stage.convex(...counts, "nothing")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('installs no component "nothing"'),
    });
  });

  test("a JSON array is read like lines", async () => {
    const file = await stage.write("users.json", '[{"email": "e@x.com"},\n {"email": "f@x.com"}]');
    expect(await stage.convex("import", "--table", "users", file, "--replace", "-y")).toMatchObject({ code: 0 });
    expect(await emails()).toEqual(["e@x.com", "f@x.com"]);
  });

  test("--replace touches no other table, --replace-all empties every other one, components' too", async () => {
    await stage.data.call("cases:addByAction", { legacyId: "kept" });
    await stage.importLines("users", ['{"email":"g@x.com"}'], "--replace");
    expect(await stage.data.call("cases:count", {})).toBe(1);
    await stage.importLines("users", ['{"email":"h@x.com"}'], "--replace-all");
    expect(await stage.data.call("cases:count", {})).toBe(0);
    expect(await stage.run("counts:get", { name: "actions" }, "--component", "visits")).toEqual({
      $integer: "AAAAAAAAAAA=",
    });
    expect(await emails()).toEqual(["h@x.com"]);
  });

  test("without -y a destructive import cannot be confirmed in a script", async () => {
    const file = await stage.write("users.jsonl", "");
    expect(await stage.convex("import", "--table", "users", file, "--replace")).toMatchObject({ code: 1 });
    expect(await emails()).toEqual(["h@x.com"]);
  });
});

describe("documents", () => {
  beforeEach(async () => {
    await stage.data.importDocuments(stage.folder, "cases", [], "replaceAll");
  });

  test("in JSONLines every number is a Float64, so an int64 field refuses it", async () => {
    expect(await stage.importLines("cases", ['{"legacyId":"a","rate":1}'])).toMatchObject({ code: 0 });
    expect(await stage.importLines("cases", ['{"legacyId":"a","cents":1}'], "--replace")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/Row 1: .*\nPath: \.cents\nValue: 1\nValidator: v\.int64\(\)/),
    });
  });

  test("a ZIP keeps int64, floats, bytes, ids and creation times, and references may come before their target", async () => {
    const user = "00000000000000000000000555users";
    const outcome = await stage.importZip({
      "_tables/documents.jsonl": '{"name":"users","id":10001}\n{"name":"cases","id":10002}\n',
      "cases/documents.jsonl": `{"legacyId":"a","cents":9007199254740993,"rate":2.0,"photo":{"$bytes":"AQID"},"userId":"${user}"}\n`,
      "cases/generated_schema.jsonl": uniform,
      "users/documents.jsonl": `{"_id":"${user}","_creationTime":1700000000000.5,"email":"a@x.com"}\n`,
      "users/generated_schema.jsonl": uniform,
    });
    expect(outcome).toMatchObject({ code: 0, stderr: expect.stringContaining("Added 2 documents") });
    expect(await stage.data.call("cases:byLegacyId", { legacyId: "a" })).toMatchObject({
      cents: { $integer: "AQAAAAAAIAA=" },
      rate: 2,
      photo: { $bytes: "AQID" },
      userId: user,
    });
    const exported = await stage.read();
    expect(exported["users/documents.jsonl"]).toBe(
      `{"_creationTime":1700000000000.5,"_id":"${user}","email":"a@x.com"}\n`,
    );
    const later = await stage.data.call("cases:add", { legacyId: "b" });
    expect(Number.parseInt(String(later), 10)).toBeGreaterThanOrEqual(10_000);
  });

  test("an export imported again is the same export", async () => {
    const files = {
      "cases/documents.jsonl":
        '{"legacyId":"a","cents":1,"rate":0.1}\n{"legacyId":"b","rate":-0.0}\n{"legacyId":"c","rate":{"$float":"AAAAAAAA8H8="}}\n',
      "cases/generated_schema.jsonl": uniform,
      "notes/documents.jsonl": '{"any":[1,1.0,null,"ü",{"nested":{"$bytes":"AA=="}}]}\n',
      "notes/generated_schema.jsonl": uniform,
      "_components/visits/counts/documents.jsonl": '{"name":"actions","value":7}\n',
      "_components/visits/counts/generated_schema.jsonl": uniform,
    };
    await stage.put(files, "append");
    const first = await stage.export();
    expect(await stage.importZip(first, "--replace-all")).toMatchObject({ code: 0 });
    const second = await stage.read();
    expect(second).toEqual(first);
    expect(first["_tables/documents.jsonl"]).toContain('{"name":"cases","id":10002}');
    expect(first["_components/visits/counts/documents.jsonl"]).toContain('"value":7');
  });

  test("a listed table without documents is emptied by --replace", async () => {
    await stage.data.importDocuments(stage.folder, "users", [{ email: "a@x.com" }], "append");
    await stage.importZip({ "_tables/documents.jsonl": '{"name":"users","id":10001}\n' }, "--replace");
    expect((await stage.read())["users/documents.jsonl"]).toBe("");
  });
});

describe("refusals", () => {
  beforeAll(async () => {
    await stage.data.importDocuments(stage.folder, "cases", [{ legacyId: "before" }], "replace");
  });

  test.each([
    ["a bad row", ['{"legacyId":"z"}', '{"legacyId":1}'], /Row 2: .*\nPath: \.legacyId/],
    ["null is not missing", ['{"legacyId":"z","rate":null}'], /Row 1: .*\nPath: \.rate/],
    ["a blank line", ['{"legacyId":"z"}', "", '{"legacyId":"y"}'], /Row 2 is not valid JSON/],
    ["an id of another table", ['{"legacyId":"z","_id":"10users"}'], /Row 1 .*belongs to table "users"/],
    ["the same id twice", ['{"legacyId":"z","_id":"7cases"}', '{"legacyId":"y","_id":"7cases"}'], /same _id 7cases/],
  ])("%s", async (_, lines, message) => {
    expect(await stage.refusalOf(lines, "replace", "cases")).toMatch(message);
  });

  test("none of them changed the table", async () => {
    expect(await stage.data.call("cases:byLegacyId", { legacyId: "before" })).toMatchObject({ legacyId: "before" });
    expect(await stage.data.call("cases:count", {})).toBe(1);
  });

  test("a table name that is none", async () => {
    const refusal = await stage.refusalOf(["{}"], "append", "not-a-table");
    expect(refusal).toContain('"not-a-table" isn\'t a valid table name');
  });

  test("a number that another table has", async () => {
    const files = { "_tables/documents.jsonl": '{"name":"other","id":10001}\n' };
    expect(await stage.refusalOf(files, "append")).toContain("wants table number 10001, which table users already has");
  });
});
