import { convertForm, type Form, Reject } from "../../convex/shared/kinds/kind.js";
import type { Source, SourceTable } from "../sources/source.js";
import type { FieldChoice } from "./fieldChoices.js";

/** Rows looked at before a kind is chosen, and the characters after which that is enough. */
export const sampleRows = 10_000;
const sampleCharacters = 32_000_000;

export interface Sample {
  /** The kind of each column that the rows read allow, the best of its choices. */
  readonly choices: ReadonlyMap<string, FieldChoice>;
  /** The values of the columns asked for, NULL left out. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly rows: number;
  readonly isWhole: boolean;
}

/** Reads the first rows of a table and keeps, per column, the choices that take all of its values. */
export async function readSample(
  source: Source,
  table: SourceTable,
  choices: ReadonlyMap<string, readonly FieldChoice[]>,
  keep: readonly string[],
): Promise<Sample> {
  const wanted = table.columns.filter(({ generated }) => generated !== true).map(({ name }) => name);
  const filters = new Map([...choices].map(([name, each]) => [name, new ChoiceFilter(each)]));
  const values = new Map(keep.map((name) => [name, [] as string[]]));
  let rows = 0;
  let characters = 0;
  const { columns, pages } = await source.read(table.name, wanted);
  for await (const page of pages) {
    for (const row of page) {
      rows++;
      if ("broken" in row) continue;
      for (const [at, name] of columns.entries()) {
        const text = row[at] ?? null;
        if (text === null) continue;
        characters += text.length;
        filters.get(name)?.narrow(text, row.forms?.get(at));
        values.get(name)?.push(text);
      }
    }
    if (rows >= sampleRows || characters >= sampleCharacters) return finish(false);
  }
  return finish(true);

  function finish(isWhole: boolean): Sample {
    return { choices: new Map([...filters].map(([name, filter]) => [name, filter.decide()])), values, rows, isWhole };
  }
}

class ChoiceFilter {
  #alive: readonly FieldChoice[];
  readonly #best: FieldChoice;
  #code: string | null = null;

  constructor(choices: readonly FieldChoice[]) {
    this.#alive = choices;
    this.#best = choices[0]!;
  }

  narrow(text: string, form: Form | undefined): void {
    if (this.#alive.length === 1) return;
    const alive = this.#alive.filter((choice, at) => at === this.#alive.length - 1 || this.#takes(choice, text, form));
    if (alive.length < this.#alive.length) this.#alive = alive;
  }

  #takes({ field, takes }: FieldChoice, text: string, form: Form | undefined): boolean {
    const role = field?.parts.role;
    if (role?.kind !== "value") return true;
    if (takes?.test(text) === false) return false;
    const value = convertForm(role.of, text, form);
    if (value instanceof Reject) this.#code ??= value.code;
    return !(value instanceof Reject);
  }

  decide(): FieldChoice {
    const [chosen] = this.#alive;
    if (chosen === undefined || chosen === this.#best || chosen.comment !== undefined) return chosen ?? this.#best;
    return {
      ...chosen,
      comment: `not ${this.#best.code.slice(0, 40)}: some values are rejected as ${this.#code ?? "other"}`,
    };
  }
}
