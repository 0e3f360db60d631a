import { defineSchema, defineTable } from "convex/server";
import type { GenericValidator } from "convex/values";
import { expect, test } from "vitest";
import { duringCutover } from "../../convex/client/transition/duringCutover.js";
import type { Field } from "../../convex/shared/plan/field.js";
import type { Raw } from "../../convex/shared/kinds/kind.js";
import { definePlan } from "../../convex/shared/plan/definePlan.js";
import { type RowOptions, table, type TableOptions } from "../../convex/shared/plan/table.js";
import type { Finding } from "../../scripts/check/finding.js";
import type { Source } from "../../scripts/sources/source.js";
import { check, memorySource, type Setup } from "./support.js";

export interface Case {
  readonly fields: Readonly<Record<string, Field>>;
  readonly validators: Readonly<Record<string, GenericValidator>>;
  readonly options?: TableOptions & RowOptions;
  readonly columns: readonly string[];
  readonly rows: readonly Raw[][];
  readonly source?: Partial<Source>;
  readonly format?: "jsonl" | "zip";
}

/** One table `things`, read from `t`. */
export function setupOf({ fields, validators, options, columns, rows, source, format }: Case): Setup {
  const plan = definePlan({ things: table("t", fields, options) });
  const schema = duringCutover(defineSchema({ things: defineTable(validators as never) }) as never, plan as never);
  return {
    plan,
    schema,
    source: { ...memorySource({ t: { columns, rows } }), ...source },
    ...(format === undefined ? {} : { options: { format } }),
  };
}

export function brief({ code, level, table: name, column, count, examples, isAllowed }: Finding) {
  const place = [name, column].filter(Boolean).join(".");
  return `${level}${isAllowed ? " allowed" : ""} ${code} ${place} ${count} [${examples.join("; ")}]`;
}

async function findingsOf(given: Case): Promise<string[]> {
  const { findings } = await check(setupOf(given));
  return findings.filter(({ code }) => code !== "no_deployment").map(brief);
}

export type Cases = Readonly<Record<string, { given: Case; found: string[] }>>;

/** Each case finds exactly this, in any order. */
export function testFindings(cases: Cases): void {
  test.each(Object.entries(cases))("%s", async (_name, { given, found }) => {
    expect((await findingsOf(given)).toSorted()).toStrictEqual(found.toSorted());
  });
}
