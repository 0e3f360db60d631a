import { timestampKind } from "../../convex/shared/kinds/index.js";
import type { SourceTable } from "../sources/source.js";
import { wordsOf } from "./names.js";
import type { Sample } from "./sample.js";

/** What a table's creation time is called, most telling first. */
const names = ["created_at", "inserted_at", "created_on", "date_created", "creation_date", "created", "create_time"];

/** Columns that may become `_creationTime`: a point in time that every row has. */
export function creationCandidates({ columns, primaryKey }: SourceTable): string[] {
  const times = columns.filter(
    ({ name, nullable, type }) => !nullable && /^(?:timestamp|datetime)/i.test(type) && !primaryKey.includes(name),
  );
  return names.flatMap((wanted) =>
    times.filter(({ name }) => wordsOf(name).join("_") === wanted).map(({ name }) => name),
  );
}

/** The first of them that is read as a timestamp and lies after 1970 in every row of the sample, as Convex wants it. */
export function findCreationTime(table: SourceTable, { choices, values }: Sample): string | null {
  const found = creationCandidates(table).find((name) => {
    const isPlain = choices.get(name)?.code === "timestamp()";
    return isPlain && (values.get(name) ?? []).every((text) => Number(clock.convert(text)) > 0);
  });
  return found ?? null;
}

const clock = timestampKind();
