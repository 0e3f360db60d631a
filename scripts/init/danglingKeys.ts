import { Reject } from "../../convex/shared/kinds/kind.js";
import { idKind } from "../../convex/shared/kinds/index.js";
import type { Source } from "../sources/source.js";
import type { RefDraft, Working } from "./draft.js";
import { count, findMissing } from "./logical.js";
import type { Sample } from "./sample.js";

/** A larger table is not read for this: there the foreign key is believed. */
const mostTargetRows = 1_000_000;

/** A foreign key of one column, and the values the rows read hold. */
export interface Claim {
  readonly table: Working;
  readonly ref: RefDraft;
  readonly values: readonly string[];
}

/** Copies the values of a table's foreign keys: the sample is forgotten before all targets are known. */
export function gatherClaims(table: Working, { values }: Sample): Claim[] {
  return table.refs
    .filter(({ columns }) => columns.length === 1)
    .map((ref) => ({ table, ref, values: [...(values.get(ref.columns[0]!) ?? [])] }));
}

/**
 * A foreign key may be broken: NOT VALID, or rows changed while triggers were off. References that lead nowhere are then left
 * out, which the plan says, instead of stopping the first rehearsal.
 */
export async function markDangling(
  source: Source,
  claims: readonly Claim[],
  tables: ReadonlyMap<string, Working>,
): Promise<void> {
  for (const target of tables.values()) {
    if ((target.source.estimatedRows ?? 0) > mostTargetRows) continue;
    const own = claims.filter(({ ref }) => ref.target === target.source.name);
    for (const compared of new Set(own.map(({ ref }) => comparedColumn(ref, target)))) {
      const group = own.filter(({ ref, values }) => comparedColumn(ref, target) === compared && values.length > 0);
      if (group.length === 0) continue;
      const asKey = keyReader(target, compared);
      const wanted = new Set(group.flatMap(({ values }) => values.map(asKey)));
      const missing = await findMissing(source, target, compared, wanted, asKey);
      for (const claim of group)
        markClaim(claim, (value) => missing.has(asKey(value)), `${target.source.name}.${compared}`);
    }
  }
}

function comparedColumn({ to }: RefDraft, { key }: Working): string {
  return (to ?? key!.columns)[0]!;
}

/** The same UUID may be written in several ways. */
function keyReader({ key }: Working, compared: string): (text: string) => string {
  const kind = idKind({ form: key!.columns[0] === compared ? key!.form : "text" });
  return (text) => {
    const value = kind.convert(text);
    return value instanceof Reject ? text : value;
  };
}

function markClaim({ table, ref, values }: Claim, isMissing: (value: string) => boolean, where: string): void {
  const lost = values.filter(isMissing).length;
  if (lost === 0) return;
  const comment = `the foreign key is broken: ${count(lost)} of ${count(values.length)} values lead nowhere in ${where} and are left out`;
  table.refs[table.refs.indexOf(ref)] = { ...ref, mayDangle: true, missing: "clear", comment };
}
