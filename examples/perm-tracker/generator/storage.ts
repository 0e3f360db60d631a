import { rowCounts } from "./dirt.js";
import { lastDay, randomTimestamp, type Person } from "./people.js";
import { Random } from "../../support/random.js";
import type { Rows } from "./dataDump.js";
import { printJsonb, type DataRow } from "./values.js";

const bucket = "case-documents";

/** Metadata of a few uploaded files; a dump never holds their bytes. */
export function makeStorageRows(people: readonly Person[]): Rows {
  const random = new Random("storage");
  const at = randomTimestamp(random, lastDay - 900);
  const objects = Array.from({ length: rowCounts["storage.objects"] }, () =>
    makeObject(random, random.pick(people).id),
  );
  return new Map([
    ["storage.buckets", [{ id: bucket, name: bucket, owner: null, created_at: at, updated_at: at, public: "t" }]],
    ["storage.objects", objects],
  ]);
}

function makeObject(random: Random, owner: string): DataRow {
  const at = randomTimestamp(random, lastDay - random.between(1, 300));
  return {
    id: random.uuid(),
    bucket_id: bucket,
    name: `${random.text(12, "abcdef0123456789")}.pdf`,
    owner,
    created_at: at,
    updated_at: at,
    last_accessed_at: at,
    metadata: printJsonb({
      size: random.between(20_000, 4_000_000),
      mimetype: "application/pdf",
      cacheControl: "max-age=3600",
    }),
  };
}
