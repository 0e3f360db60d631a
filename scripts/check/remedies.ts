/** What to do about a finding, by its code. Codes of the plan's own rules have no entry. */
export const remedies: Readonly<Record<string, string>> = {
  ambiguous_lookup:
    "Compare more columns in the lookup's { where } or give it { latest } in plan.ts, or fix the rows in the source.",
  blob_value: "Read the column with bytes(), or fix the rows in the source.",
  broken_row: "Do what the reason says; `cutover export` writes each such row to rejected/<table>.jsonl with its own.",
  bytes: 'Say how the text writes bytes: bytes({ from: "base64" }), "hex" or "escape" in plan.ts.',
  creation_time:
    "Use timestamp() without .asCreationTime(), or .as(…) another field: Convex takes creation times after 1970 only.",
  duplicate: "Merge the rows in the source, or remove the rule from { unique: … } in plan.ts.",
  duplicate_id:
    "Choose columns that tell the rows apart: id().from(…) in plan.ts, or remove the duplicates from the source.",
  email: "Fix the address in the source, or read the column with text().",
  empty: "Fix the rows in the source, or read the column with text().",
  field_name: "Keep the column as text(), or rename the keys while reading: see the options of json() in plan.ts.",
  file_missing: "Put the file into its place, or let the field do without: .optional() in plan.ts.",
  file_not_stored:
    "npx cutover catch-up stores what came later; files.jsonl in the run's folder says why a file failed.",
  file_path:
    "Take off what stands before the path: file(…, { after }) in plan.ts, or make a path of it with a derived column.",
  infinity: "Write a real date in the source, or leave such rows behind with { filter: … }.",
  json_value:
    'Read the column with json(…) or list(…), take a part of it with a jq filter, or keep its JSON: text({ json: "keep" }).',
  needs_zip:
    "Remove --format jsonl: the table is then written as a ZIP, which carries int64, bytes and special numbers.",
  no_match:
    'Restore the row the lookup needs, or write lookup(…, { missing: "null" }) in plan.ts to keep the row without it.',
  null_element: 'Leave such items out: list(…, { nulls: "omit" }) in plan.ts, or fix the rows in the source.',
  null: "Say in plan.ts what NULL becomes: .optional(), .nullable() or .or(…).",
  null_id: "Give the row a key in the source, or choose other columns: id().from(…) in plan.ts.",
  orphan:
    'Restore the target (or widen the filter of its table), or choose ref(…, { missing: "issue" }) or "clear" in plan.ts to keep the row without it.',
  rule_failed: "Fix the rule or computed field in plan.ts: it must not throw for any row.",
  schema: "Widen the field in schema.ts, or convert the column by another kind in plan.ts.",
  source_damage:
    "No row is skipped: rows are read without indexes, and unreadable ones are rejected. Repair a copy, never the original.",
  surrogate: "Fix the text in the source: it holds half a character, which Convex refuses.",
  text_value: "Fix the rows in the source, or read the column with text(): it holds text beside blobs.",
  too_deep: "Flatten the JSON with computed(…), or keep it as text().",
  too_large: "Move the large field into a table or file of its own, or omit(…) it: a document has at most 1 MiB.",
  too_long: "Move the elements into a table of their own, or keep the column as text(): an array has at most 8,192.",
  too_many_references: "Make each item a row of a table of its own: a jq filter or a view does that.",
  too_many_fields: "Keep part of the object as text(), or split the table: an object has at most 1,024 fields.",
  unknown_column:
    'Correct the name in plan.ts, or name the column there: omit("read by the filter") is enough for rules and derived columns.',
  unknown_value: "Add the value to oneOf({ … }) in plan.ts, or fix the rows in the source.",
  window_too_short:
    "Plan a longer window, use a larger deployment class for the cutover, or migrate old rows beforehand.",
};

export function remedyOf(code: string): string {
  return (
    remedies[code] ??
    "Fix the rows in the source, or choose another kind in plan.ts; `cutover export` writes every one to rejected/<table>.jsonl with the reason."
  );
}
