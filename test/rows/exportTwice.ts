import type { GenericValidator } from "convex/values";
import { expect } from "vitest";
import type { Plan } from "../../convex/shared/plan/plan.js";
import { CopyTextDecoder, decodeCopyField, decodePages } from "../../scripts/sources/sql/copyText.js";
import type { CopyPage, Source } from "../../scripts/sources/source.js";
import { exportPlan } from "./exportPlan.js";

export type Lines = Readonly<Record<string, readonly string[]>>;

/** Tables as COPY prints them, in chunks of this many bytes. */
export function copySource(
  columns: Readonly<Record<string, readonly string[]>>,
  lines: Lines,
  chunkBytes: number,
  onPlainRow: () => void = () => {},
): Source {
  return {
    description: "lines",
    parallel: 1,
    tables: async () =>
      Object.entries(columns).map(([name, names]) => ({
        name,
        columns: names.map((column) => ({ name: column, type: "text", nullable: true })),
        primaryKey: [names[0]!],
      })),
    read: async (name) => {
      const key = name in columns ? name : name.replace("public.", "");
      const names = columns[key]!;
      const decoder = new CopyTextDecoder(names.length, (row) => `row ${String(row)}`);
      const bytes = Buffer.from(lines[key]!.map((line) => `${line}\n`).join(""), "latin1");
      async function* pages(): AsyncGenerator<CopyPage> {
        for (let at = 0; at < bytes.length; at += chunkBytes) {
          const page = decoder.split(bytes.subarray(at, at + chunkBytes));
          if (page !== null) yield page;
        }
      }
      const copy = {
        pages: pages(),
        decodeRow: async (page: CopyPage, index: number) => {
          onPlainRow();
          return await decoder.decodeRow(page, index);
        },
        decodeField: decodeCopyField,
      };
      return { columns: names, pages: decodePages(copy.pages, decoder), copy };
    },
    close: async () => {},
  };
}

/** Both ways, from the same lines: what they wrote, but for how long it took. */
export async function exportTwice(
  plan: Plan,
  validators: Readonly<Record<string, Readonly<Record<string, GenericValidator>>>>,
  columns: Readonly<Record<string, readonly string[]>>,
  lines: Lines,
  chunkBytes = 100_000,
) {
  const one = async (env: NodeJS.ProcessEnv) =>
    await exportPlan(plan, validators, copySource(columns, lines, chunkBytes), env);
  const [direct, plain] = [await one({}), await one({ CUTOVER_PLAIN: "1" })];
  const rows = Object.fromEntries(Object.entries(direct).map(([name, { counts }]) => [name, counts.directRows ?? 0]));
  const steady = (all: typeof direct) =>
    Object.entries(all).map(
      ([
        name,
        {
          counts: { seconds: _seconds, directRows: _rows, ...counts },
          ...written
        },
      ]) => ({ name, counts, ...written }),
    );
  expect(steady(direct)).toStrictEqual(steady(plain));
  expect(Object.values(plain).map(({ counts }) => counts.directRows)).toStrictEqual(
    Object.values(plain).map(() => undefined),
  );
  return { rows, direct };
}
