import { v } from "convex/values";
import { afterAll, beforeAll, expect, test } from "vitest";
import { definePlan } from "../../../convex/shared/plan/definePlan.js";
import { id, ref } from "../../../convex/shared/plan/fields.js";
import { table } from "../../../convex/shared/plan/table.js";
import { bytes, email, flag, json, list, text } from "../../../convex/shared/plan/valueFields.js";
import { openFiles } from "../../../scripts/sources/files/files.js";
import { FilesFolder } from "../../sources/files/folder.js";
import { openNew } from "../../sources/sqlite/files.js";
import { exportPlan } from "../exportPlan.js";

let folder: FilesFolder;
beforeAll(async () => {
  folder = await FilesFolder.make();
});
afterAll(() => folder.remove());

const reasonsOf = (rejected: readonly { reasons: readonly { code: string; column?: string }[] }[]) =>
  rejected.map(({ reasons }) => reasons.map(({ code, column }) => `${column} ${code}`).join(", "));

test("an export of MongoDB: an object is no key, no text and no bytes", async () => {
  const path = await folder.write(
    "users.jsonl",
    '{"_id":{"$oid":"65f1"},"name":"Ann","avatar":{"$binary":{"base64":"AP8=","subType":"00"}}}\n' +
      '{"_id":"2","name":{"first":"Bo"},"boss":{"$oid":"65f1"}}\n{"_id":"3","name":"{\\"a\\":1}","avatar":"\\\\x00ff"}\n',
  );
  const plan = definePlan({
    users: table("users", {
      _id: id(),
      name: text(),
      avatar: bytes().optional(),
      boss: ref("users").optional(),
    }),
  });
  const validators = { name: v.string(), avatar: v.optional(v.bytes()), boss: v.optional(v.id("users")) };
  const { users } = await exportPlan(plan, { users: validators }, await openFiles([path]));
  expect(users!.documents).toMatchObject([{ legacyId: "3", name: '{"a":1}' }]);
  expect(reasonsOf(users!.rejected)).toEqual(["_id json_value, avatar json_value", "name json_value, boss json_value"]);
});

test.each([
  ["accounts.jsonl", '{"id":"1","banned":false}\n{"id":"2","banned":true}\n'],
  ["accounts.json", '[{"id":"1","banned":false},{"id":"2","banned":true}]'],
  ["accounts.csv", "id,banned\n1,false\n2,true\n"],
])("%s: a filter written for true drops the banned", async (name, content) => {
  const source = await openFiles([await folder.write(name, content)]);
  const plan = definePlan({
    people: table("accounts", { id: id(), banned: flag() }, { filter: (row) => row["banned"] !== "true" }),
  });
  const { people } = await exportPlan(plan, { people: { banned: v.boolean() } }, source);
  expect(people!.counts).toMatchObject({ filtered: 1, written: 1 });
  expect(people!.documents).toMatchObject([{ legacyId: "1", banned: false }]);
});

test("what asks for JSON gets it; a list of texts takes no objects", async () => {
  const path = await folder.write(
    "notes.json",
    '[{"id":1,"raw":{"a":[1]},"tags":["a","b"]},{"id":2,"raw":[2],"tags":["a",{"b":1}]},{"id":3,"raw":"x","tags":[]}]',
  );
  const fields = { id: id(), raw: text({ json: "keep" }), tags: list(text()) };
  const plan = definePlan({ notes: table("notes", fields) });
  const validators = { raw: v.string(), tags: v.array(v.string()) };
  const { notes } = await exportPlan(plan, { notes: validators }, await openFiles([path]));
  expect(notes!.documents).toMatchObject([
    { raw: '{"a":[1]}', tags: ["a", "b"] },
    { raw: "x", tags: [] },
  ]);
  expect(reasonsOf(notes!.rejected)).toEqual(["tags json_value"]);
});

test("base64 as JSON writes it, and a row that a derived column extends", async () => {
  const path = await folder.write("files.json", '[{"id":1,"data":"AP8=","meta":{"a":1},"mail":["x@y.z"]}]');
  const plan = definePlan({
    files: table(
      "files",
      { id: id(), data: bytes({ from: "base64" }), meta: json(v.any()), mail: email().optional(), same: text() },
      { columns: { same: { kind: "derive", columns: ["id"], compute: (row) => row["id"] ?? null } } },
    ),
  });
  const validators = { data: v.bytes(), meta: v.any(), mail: v.optional(v.string()), same: v.string() };
  const { files } = await exportPlan(plan, { files: validators }, await openFiles([path]));
  expect(reasonsOf(files!.rejected)).toEqual(["mail json_value"]);
});

test("SQLite: a text in a column of blobs is not a blob, and a blob is no text", async () => {
  const source = await openNew(`CREATE TABLE t (id INTEGER PRIMARY KEY, b BLOB, s TEXT);
    INSERT INTO t VALUES (1, '\\x4142', '\\x4142'), (2, x'4142', x'4142'), (3, x'4142', '\\x4142'), (4, 'AB', 'AB');`);
  const plan = definePlan({ things: table("t", { id: id(), b: bytes(), s: text() }) });
  const { things } = await exportPlan(plan, { things: { b: v.bytes(), s: v.string() } }, source);
  expect(things!.documents).toMatchObject([{ legacyId: "3", s: "\\x4142" }]);
  expect(reasonsOf(things!.rejected)).toEqual(["b text_value", "s blob_value", "b bytes"]);
});

test("SQLite: keys that are blobs", async () => {
  const source = await openNew(`CREATE TABLE t (id BLOB PRIMARY KEY, boss BLOB);
    INSERT INTO t VALUES (x'00ff', NULL), (x'01', x'00ff');`);
  const plan = definePlan({ things: table("t", { id: id(), boss: ref("things").optional() }) });
  const { things } = await exportPlan(plan, { things: { boss: v.optional(v.id("things")) } }, source);
  expect(things!.documents).toMatchObject([{ legacyId: "\\x00ff" }, { legacyId: "\\x01", legacyBoss: "\\x00ff" }]);
});
