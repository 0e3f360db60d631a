import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import {
  date,
  definePlan,
  flag,
  id,
  integer,
  json,
  list,
  number,
  ref,
  table,
  text,
  timestamp,
} from "../../convex/client/index.js";
import { v } from "convex/values";
import { fingerprintExported } from "../../convex/shared/document/document.js";
import { bucketOf, Checksums } from "../../convex/shared/document/fingerprint.js";
import { getTable } from "../../convex/shared/plan/plan.js";
import { decodeDocument } from "../../scripts/rows/write/documentLines.js";
import { FingerprintWriter } from "../../scripts/rows/write/fingerprintFile.js";
import { LineWriter } from "../../scripts/rows/write/lineWriter.js";
import type { TableCounts } from "../../scripts/run/manifest.js";
import type { RunDirectory } from "../../scripts/run/runDirectory.js";

/** Cases such as fillSql makes, of a tenth as many users. */
export const migratedPlan = definePlan({
  users: table("public.users", { id: id(), email: text(), full_name: text() }),
  cases: table("public.cases", {
    id: id(),
    user_id: ref("users"),
    employer_name: text(),
    position_title: text(),
    case_number: text(),
    priority: integer(),
    wage: number(),
    filing_date: date(),
    notes: text(),
    tags: list(text()),
    documents: json(v.any()),
    is_favorite: flag(),
    updated_at: timestamp(),
    created_at: timestamp().asCreationTime(),
  }),
});

const usersPer = 10;
const note = 'A note with a \\ and "quotes". '.repeat(8);

interface Pair {
  /** As the export from the source writes it, in the order of the plan. */
  readonly exported: string;
  /** As Convex prints it: keys in order, a point in every float. */
  readonly deployed: string;
}

function user(n: number): Pair {
  const [key, email, name] = [keyOf("user", n), `"person${n}@example.com"`, `"Person ${n}"`];
  return {
    exported: `{"legacyId":"${key}","email":${email},"fullName":${name}}`,
    deployed: `{"_creationTime":${1_700_000_000_000 + n}.25,"_id":"${idOf("user", n)}","email":${email},"fullName":${name},"legacyId":"${key}"}`,
  };
}

function caseOf(n: number, rows: number): Pair {
  const owner = n % Math.ceil(rows / usersPer);
  const [key, ownerKey] = [keyOf("case", n), keyOf("user", owner)];
  const [created, updated] = [1_600_000_000_000 + n, 1_650_000_000_000 + n * 7];
  const wage = 50_000 + (n % 100_000) + 0.5;
  const employer = `"Employer \\"${n}\\" & Söhne"`;
  const notes = JSON.stringify(note + n);
  const day = `"2020-0${1 + (n % 9)}-1${n % 10}"`;
  const [title, caseNumber] = [`"Engineer ${n % 17}"`, `"P-100-${n}"`];
  const url = '"https://example.com/offer.pdf"';
  return {
    exported:
      `{"legacyId":"${key}","legacyUserId":"${ownerKey}","employerName":${employer},"positionTitle":${title},` +
      `"caseNumber":${caseNumber},"priority":${n % 5},"wage":${wage},"filingDate":${day},"notes":${notes},` +
      `"tags":["a","b,c","d \\"e\\""],"documents":[{"name":"offer.pdf","url":${url},"size":${n % 20_000}}],` +
      `"isFavorite":${n % 3 === 0},"updatedAt":${updated},"_creationTime":${created}}`,
    deployed:
      `{"_creationTime":${created}.0,"_id":"${idOf("case", n)}","caseNumber":${caseNumber},` +
      `"documents":[{"name":"offer.pdf","size":${n % 20_000}.0,"url":${url}}],"employerName":${employer},` +
      `"filingDate":${day},"isFavorite":${n % 3 === 0},"legacyId":"${key}","legacyUserId":"${ownerKey}",` +
      `"notes":${notes},"positionTitle":${title},"priority":${n % 5}.0,"tags":["a","b,c","d \\"e\\""],` +
      `"updatedAt":${updated}.0,"userId":"${idOf("user", owner)}","wage":${wage}}`,
  };
}

/** A UUID's form, spread over all of them. */
function keyOf(kind: string, n: number): string {
  const [left, right] = [spread(n, kind.length), spread(n, 77)];
  return `${left}-${right.slice(0, 4)}-4${right.slice(4, 7)}-8${left.slice(5)}-${left.slice(0, 4)}${right}`;
}

function idOf(kind: string, n: number): string {
  return `j5${spread(n, 3)}${kind}${spread(n, 5)}${spread(n, 9)}${"x".repeat(2)}`;
}

function spread(n: number, salt: number): string {
  return (Math.imul(n ^ (salt << 24), 0x9e3779b1) >>> 0).toString(16).padStart(8, "0");
}

/** Numbers below the limit, each once: a deployment has no order of the source's. */
function shuffled(n: number, limit: number): number {
  return (n * 7_368_787) % limit;
}

/** What was exported from the source into the run, and a ZIP of the deployment after a load that went well. Flat in memory. */
export async function writeMigrated(run: RunDirectory, rows: number, zipFile: string): Promise<TableCounts[]> {
  const tables = [
    { name: "users", rows: Math.ceil(rows / usersPer), pair: user },
    { name: "cases", rows, pair: (n: number) => caseOf(n, rows) },
  ];
  const zip = new ZipFile();
  for (const { name, rows: count, pair } of tables) {
    const lines = Readable.from(pages(count, (n) => pair(shuffled(n, count)).deployed));
    zip.addReadStream(lines, `${name}/documents.jsonl`);
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(zipFile));
  const counts: TableCounts[] = [];
  for (const { name, rows: count, pair } of tables)
    counts.push(await writeExported(run, name, count, (n) => pair(n).exported));
  return counts;
}

async function writeExported(
  run: RunDirectory,
  name: string,
  rows: number,
  lineOf: (n: number) => string,
): Promise<TableCounts> {
  const planned = getTable(migratedPlan, name);
  const writer = await LineWriter.create(run.documents(name, "jsonl"));
  const fingerprints = await FingerprintWriter.create(run.fingerprints(name));
  const sums = new Checksums();
  for (let n = 0; n < rows; n++) {
    const line = lineOf(n);
    const document = decodeDocument(line, "jsonl");
    const [bucket, fingerprint] = [bucketOf(document["legacyId"] as string), fingerprintExported(planned, document)];
    sums.addToBucket(bucket, fingerprint);
    fingerprints.add(bucket, fingerprint);
    await writer.write(line);
    await fingerprints.flushFull();
  }
  await fingerprints.finish();
  const sha256 = await writer.finish();
  const counts = { read: rows, written: rows, rejected: 0, filtered: 0, merged: 0, rejectedByCode: {} };
  const { bytes, largestBytes } = writer;
  return {
    table: name,
    sources: planned.sources,
    ...counts,
    bytes,
    largestBytes,
    format: "jsonl",
    sha256,
    sums: sums.render(),
    seconds: 0,
  };
}

const pageLines = 500;

function* pages(rows: number, lineOf: (n: number) => string): Generator<Buffer> {
  for (let at = 0; at < rows; at += pageLines) {
    const length = Math.min(pageLines, rows - at);
    yield Buffer.from(Array.from({ length }, (_, index) => `${lineOf(at + index)}\n`).join(""));
  }
}
