import { readFile } from "node:fs/promises";
import path from "node:path";
import sqlite from "node-sqlite3-wasm";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as plans from "../../convex/client/index.js";
import { LineWriter } from "../../scripts/rows/write/lineWriter.js";
import { exportWrites } from "../../scripts/rollback/exportWrites.js";
import { encodeWrite, type Write } from "../../scripts/rollback/write.js";
import { createRun, type RunDirectory } from "../../scripts/run/runDirectory.js";
import { openSource } from "../../scripts/sources/open.js";
import type { Context } from "../../scripts/stages/stage.js";
import { temporaryDir } from "../support/folders.js";

const { bytes, computed, constant, definePlan, derive, email, flag, id, integer, list, number, omit } = plans;
const { ref, table, text, timestamp, union } = plans;

const plan = definePlan({
  users: table("user", {
    id: id({ form: "integer" }),
    "display name": text().as("name"),
    email: email(),
    active: flag(),
    picture: bytes().optional(),
    tags: list(text()).or([]),
    score: number().nullable(),
    seen: timestamp({ form: "seconds" }),
    boss_id: ref("users").optional(),
    secret: omit("not needed"),
    initials: computed((row) => (row["display name"] ?? "").slice(0, 1)).from("display name"),
    origin: constant("old"),
  }),
  notes: table("note", {
    key: id().from("user_id", "slug"),
    user_id: ref("users"),
    slug: text(),
    copy: text().from("slug").as("title"),
    author: ref("users", { to: "email" }).optional(),
  }),
  twins: table("twin", { id: id(), name: text() }, { merge: { by: ["name"] } }),
  worked: table(
    "worked",
    { id: id(), total: integer().from("sum") },
    { columns: { sum: derive(["a"], ({ a }) => a ?? null) } },
  ),
  shown: table("shown", { code: id(), hidden: flag() }, { filter: ({ hidden }) => hidden !== true }),
  both: union([table("one", { id: id({ prefix: "1:" }) }), table("two", { id: id({ prefix: "2:" }) })]),
});

const schema = `
  CREATE TABLE user (id INTEGER PRIMARY KEY, "display name" TEXT NOT NULL, email TEXT, active BOOLEAN, picture BLOB, tags TEXT,
    score REAL, seen INTEGER, boss_id INTEGER, secret TEXT);
  CREATE TABLE note (user_id INTEGER, slug TEXT, author TEXT, PRIMARY KEY (user_id, slug));
  CREATE TABLE twin (id TEXT PRIMARY KEY, name TEXT);
  CREATE TABLE worked (id TEXT PRIMARY KEY, a INTEGER);
  CREATE TABLE shown (code uuid PRIMARY KEY, hidden BOOLEAN);
  CREATE TABLE one (id TEXT PRIMARY KEY);
  CREATE TABLE two (id TEXT PRIMARY KEY);
  INSERT INTO user VALUES (1, 'Ann', 'ann@x.example', 0, x'00', '["a"]', 1.5, 1700000000, 2, 's'), (2, 'Bo', 'bo@x.example', 1, NULL, NULL, NULL, 0, NULL, 't');
  INSERT INTO note VALUES (1, 'it''s|a \\ key', NULL), (2, 'other', NULL);`;

let home: Awaited<ReturnType<typeof temporaryDir>>;
let run: RunDirectory;
let file: string;

const write = (part: Partial<Write> & Pick<Write, "kind">): Write => ({
  legacyKey: null,
  id: null,
  fields: {},
  removed: [],
  references: {},
  own: [],
  ...part,
});

const longText = `O'Brien; \\ "q" -- \u{1f600}`;

const writes: Record<string, Write[]> = {
  users: [
    write({
      kind: "changed",
      legacyKey: "1",
      id: "u1",
      fields: {
        name: longText,
        active: true,
        picture: new Uint8Array([0, 255]).buffer,
        tags: ["x", 'y"'],
        score: null,
      },
      removed: ["bossId"],
    }),
    write({ kind: "changed", legacyKey: "2", id: "u2", fields: { initials: "Z", origin: "new", nickname: "B" } }),
    write({ kind: "changed", legacyKey: "2", id: "u2", fields: { seen: 86_400_500 }, own: ["seen"] }),
    write({ kind: "changed", legacyKey: "2", id: "u2", fields: { seen: 86_400_500 }, removed: ["email"] }),
    write({ kind: "changed", legacyKey: "2", id: "u2", fields: { name: "nul\0" } }),
    write({ kind: "changed", id: "account", fields: { name: "Own" } }),
    write({ kind: "inserted", id: "u3", fields: { name: "New" } }),
  ],
  notes: [
    write({ kind: "deleted", legacyKey: "1|it's\\|a \\\\ key" }),
    write({ kind: "changed", legacyKey: "2|other", id: "n2", fields: { title: "t" } }),
    write({
      kind: "inserted",
      id: "n3",
      fields: { userId: "u2", slug: "new", title: "new" },
      references: { userId: "2" },
    }),
    write({
      kind: "inserted",
      id: "n4",
      fields: { userId: "u2", slug: "new", title: "another" },
      references: { userId: "2" },
    }),
    write({
      kind: "inserted",
      id: "n5",
      fields: { userId: "u2", slug: "by", title: "by", author: "u1" },
      references: { userId: "2", author: "ann@x.example" },
    }),
  ],
  twins: [
    write({ kind: "changed", legacyKey: "kept", id: "t", fields: { name: "x" } }),
    write({ kind: "changed", legacyKey: "alone", id: "t2", fields: { name: "x" } }),
  ],
  worked: [write({ kind: "changed", legacyKey: "w", id: "w", fields: { total: 5 } })],
  shown: [
    write({ kind: "inserted", id: "s1", fields: { hidden: false } }),
    write({ kind: "inserted", id: "s2", fields: { hidden: true } }),
  ],
  both: [write({ kind: "deleted", legacyKey: "1:a" })],
};

beforeAll(async () => {
  home = await temporaryDir();
  run = await createRun(home.dir, new Date(0));
  file = path.join(home.dir, "old.db");
  const database = new sqlite.Database(file);
  database.exec(schema);
  database.close();
  for (const [name, lines] of Object.entries(writes)) {
    const writer = await LineWriter.create(run.file("writes", `${name}.jsonl`));
    for (const each of lines) await writer.write(encodeWrite(each));
    await writer.finish();
  }
  const merged = await LineWriter.create(run.merged("twins"));
  await merged.write(JSON.stringify({ table: "twins", key: "lost", into: "kept", row: {} }));
  await merged.finish();
  const context = { run, project: { plan }, options: { source: file }, openSource: async () => await openSource(file) };
  const unplanned = { table: "authAccounts", isPlanned: false, inserted: 1, changed: 0, deleted: 0, examples: [] };
  await exportWrites(context as unknown as Context, { tables: [unplanned], leftOut: [], unknown: null });
});

afterAll(async () => await home.remove());

test("applied twice to a SQLite file, its rows are what the documents say", async () => {
  const database = new sqlite.Database(file);
  const sql = await readFile(run.file("writes.sql"), "utf8");
  database.exec(sql);
  database.exec(sql);
  const users = database.all("SELECT *, hex(picture) AS picture, typeof(score) AS scoreType FROM user ORDER BY id");
  const shown = database.all("SELECT hidden FROM shown");
  const notes = database.all("SELECT user_id, slug, author FROM note ORDER BY slug");
  database.close();
  expect(users).toMatchObject([
    {
      id: 1,
      "display name": longText,
      active: 1,
      picture: "00FF",
      tags: '["x","y\\""]',
      scoreType: "null",
      boss_id: null,
      secret: "s",
    },
    { id: 2, "display name": "Bo", email: "bo@x.example", seen: 86400.5, secret: "t" },
  ]);
  // The plan's filter gets a boolean here as well.
  expect(shown).toStrictEqual([{ hidden: 0 }]);
  expect(notes).toStrictEqual([
    { user_id: 2, slug: "new", author: null },
    { user_id: 2, slug: "other", author: null },
  ]);
});

const any = (words: string) => expect.stringContaining(words) as string;

test("everything else is listed, with the reason", async () => {
  const lines = (await readFile(run.file("writes.not-inverted.jsonl"), "utf8")).trim().split("\n");
  const shown = lines.map((line) => {
    const { table: name, legacyKey, id: documentId, field, reason } = JSON.parse(line) as Record<string, string>;
    return [name, legacyKey ?? documentId, field, reason];
  });
  expect(shown).toStrictEqual([
    ["authAccounts", undefined, undefined, "not in the plan"],
    ["users", "2", "initials", any("is computed from display name")],
    ["users", "2", "origin", any("the same in every document")],
    ["users", "2", "nickname", "the plan has no column for it"],
    ["users", "2", "seen", any("the account's own value")],
    ["users", "2", "email", any("would not be read as nothing")],
    ["users", "2", undefined, any("NUL")],
    ["users", "account", undefined, any("the old database never had it")],
    ["users", "u3", "email", any("would not be read as nothing")],
    ["users", "u3", "active", any("would not be read as nothing")],
    ["users", "u3", "tags", any("would not be read as nothing")],
    ["users", "u3", "score", any("would not be read as nothing")],
    ["users", "u3", "seen", any("would not be read as nothing")],
    ["notes", "2|other", "title", any("slug is part of the key")],
    ["notes", "n4", undefined, any("the plan would make another")],
    ["notes", "n5", "author", any("the key is not known")],
    ["twins", "kept", undefined, any("several old rows became this document")],
    ["worked", "w", "total", any("sum is worked out from other columns")],
    ["shown", "s2", undefined, any("the plan would leave such a row behind")],
    ["both", "1:a", undefined, any("several sources")],
  ]);
});
