import { expect, test } from "vitest";
import { getFieldChoices } from "../../scripts/init/fieldChoices.js";
import { normalizeType } from "../../scripts/init/types.js";
import { openDump } from "../../scripts/sources/dump/dump.js";
import { DumpFolder } from "../sources/dump/folder.js";
import { openDatabase, createDatabase } from "../sources/sqlite/files.js";
import { open, start, stopServersAfterEach, idColumn } from "../sources/nocodb/open.js";
import { initProject } from "../../scripts/init/initProject.js";
import type { Source } from "../../scripts/sources/source.js";

stopServersAfterEach();

async function planOf(source: Source): Promise<string> {
  const { files } = await initProject(source, { appDir: "/nowhere/convex", force: true, dryRun: true });
  return files[0]!.content;
}

test.each([
  ["int4", "integer"],
  ["INT8", "bigint"],
  ["float8", "double precision"],
  ["timestamptz(6)", "timestamp with time zone"],
  ["timestamp(3) without time zone", "timestamp without time zone"],
  ["_text", "text[]"],
  ["pg_catalog._int4", "integer[]"],
  ["integer[3][]", "integer[][]"],
  ["extensions.citext", "citext"],
  ['"My Schema".citext', "citext"],
  ["public.vector(3)", "vector"],
  ["integer unsigned", "integer"],
  ["varchar(255)", "character varying"],
  ["numeric(10,2)", "numeric"],
  ["constructor", "constructor"],
])("%s is %s", (type, normal) => {
  expect(normalizeType(type)).toBe(normal);
});

test.each([
  ["int8", "int64()"],
  ["tinyint(1)", "flag()"],
  ["tinyint(4)", "integer()"],
  ["public.halfvec(2)", "list(number())"],
  ["public.geography(Point,4326)", "geoPoint()"],
  ["geometry(Point,3857)", "text()"],
  ["geometry(Polygon,4326)", "text()"],
  ["_varchar", "list(text())"],
  ["constructor", "text()"],
])("%s is planned as %s", (type, code) => {
  expect(getFieldChoices({ name: "x", type, nullable: true })[0]!.code).toBe(code);
});

test("the export of a desktop program: every column keeps its kind", async () => {
  const folder = await DumpFolder.make();
  const path = await folder.write(`CREATE TYPE "public"."role_kind" AS ENUM ('admin', 'plain user');
    CREATE TABLE "public"."members" ("id" int4 NOT NULL, "role" "public"."role_kind" DEFAULT 'plain user'::role_kind, "active" bool NOT NULL,
      "tags" _text, "score" float8, "created_at" timestamptz(6), "big" int8, "kind" role_kind, PRIMARY KEY ("id"));
    INSERT INTO "public"."members" VALUES (1, 'admin', 't', '{a,"b c"}', -2e3, '2024-03-10 10:30:00.123+00', 9007199254740993, 'admin');`);
  const plan = await planOf(await openDump({ data: path }));
  await folder.remove();
  expect(plan).toContain("big: int64().optional(),");
  expect(plan).toContain("score: number().optional(),");
  expect(plan).toContain("created_at: timestamp().optional(),");
  expect(plan).toContain("tags: list(text()).optional(),");
  expect(plan).toContain('role: oneOf(["admin", "plain user"]).optional(),');
  expect(plan).toContain('kind: oneOf(["admin", "plain user"]).optional(),');
});

test("SQLite as Prisma writes it: milliseconds in every row of a DATETIME column; zero dates stay text", async () => {
  const path = await createDatabase(`CREATE TABLE "User" ("id" TEXT NOT NULL PRIMARY KEY, "emailVerified" DATETIME,
      "isAdmin" BOOLEAN NOT NULL, "createdAt" DATETIME NOT NULL, zero DATETIME, active tinyint(1) NOT NULL);
    INSERT INTO "User" VALUES ('a', 1710066600123, 1, 1710066600123, '0000-00-00 00:00:00', 1), ('b', NULL, 0, 1710066600999, NULL, 0);`);
  const plan = await planOf(await openDatabase(path));
  expect(plan).toContain('emailVerified: timestamp({ form: "milliseconds" }).optional(),');
  expect(plan).toContain('createdAt: timestamp({ form: "milliseconds" }).asCreationTime(),');
  expect(plan).toContain("active: flag(),");
  expect(plan).toMatch(/rejected as \w+\n\s+zero: text\(\)\.optional\(\),/);
});

const column = (title: string, uidt: string, more = {}) => ({ title, uidt, ...more });

test("NocoDB: its own types, and links named as what is not there", async () => {
  const columns = [
    idColumn,
    column("Email", "Email"),
    column("Active", "Checkbox"),
    column("Year", "Year"),
    column("Ratio", "Percent"),
    column("Budget", "Currency"),
    column("Phone", "PhoneNumber"),
    column("Made", "CreatedTime", { system: true }),
    column("Files", "Attachment"),
    column("Where", "GeoData"),
    column("Label", "Formula"),
    column("Tags", "MultiSelect", {
      colOptions: {
        options: [
          { title: "a", order: 1 },
          { title: "b", order: 2 },
        ],
      },
    }),
    column("Tasks", "Links"),
    column("Boss", "LinkToAnotherRecord", { colOptions: { type: "bt" } }),
  ];
  const rows = [
    `{"Id":1,"Email":"Ann@example.com","Active":true,"Year":2024,"Ratio":45,"Budget":10.50,"Phone":"+1 555",
      "Made":"2024-03-10 10:30:00+00:00","Files":[{"path":"a.png","title":"a.png"}],"Where":"53.5;-113.5","Label":"x","Tags":"a,b","Tasks":3,"Boss":{"Id":1}}`,
  ];
  const source = await open(await start([{ id: "m1", title: "People", columns, rows }]));
  const { files, leftOut } = await initProject(source, { appDir: "/nowhere/convex", force: true, dryRun: true });
  const plan = files[0]!.content;
  for (const line of [
    "Email: email()",
    "Active: flag()",
    "Year: integer()",
    "Ratio: number()",
    "Budget: decimal()",
    "Phone: text()",
    "Made: timestamp()",
    "Files: json(v.any())",
    "Where: geoPoint()",
    'Tags: list(oneOf(["a", "b"]), { separator: "," })',
    'Label: omit("',
    'Tasks: omit("a link of many rows',
    'Boss: omit("a link to one row',
  ])
    expect(plan).toContain(line);
  expect(leftOut.flatMap(({ names }) => names)).toEqual(["People.Label", "People.Tasks", "People.Boss"]);
});
