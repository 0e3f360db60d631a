import { convertForm, type Form, Reject } from "../../convex/shared/kinds/kind.js";
import type { Source, SourceTable } from "../sources/source.js";
import { holdsCredential, looksLikeCredential } from "./credentials.js";
import { omitCredential, omitJsonCredential } from "./fieldChoices.js";
import type { FieldChoice } from "./fieldRules.js";

/** Rows looked at before a kind is chosen, and the characters after which that is enough. */
export const sampleRows = 10_000;
const sampleCharacters = 32_000_000;

export interface Sample {
  /** The kind of each column that the rows read allow, the best of its choices. */
  readonly choices: ReadonlyMap<string, FieldChoice>;
  /** The values of the columns asked for, NULL left out. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Columns in which some row has NULL. */
  readonly withNull: ReadonlySet<string>;
  readonly rows: number;
  readonly isWhole: boolean;
}

/** Columns whose values are kept as long as all of them fit. */
export interface WhileFit {
  readonly columns: readonly string[];
  readonly mayHold: (text: string) => boolean;
}

/** Reads the first rows of a table and keeps, per column, the choices that take all of its values. */
export async function readSample(
  source: Source,
  table: SourceTable,
  choices: ReadonlyMap<string, readonly FieldChoice[]>,
  keep: readonly string[],
  whileFit: WhileFit = { columns: [], mayHold: () => true },
): Promise<Sample> {
  const wanted = table.columns.filter(({ generated }) => generated !== true).map(({ name }) => name);
  const filters = new Map([...choices].map(([name, each]) => [name, new ChoiceFilter(each)]));
  const values = new Map([...whileFit.columns, ...keep].map((name) => [name, [] as string[]]));
  const withNull = new Set<string>();
  const fitting = new Set(whileFit.columns.filter((name) => !keep.includes(name)));
  let rows = 0;
  let characters = 0;
  const { columns, pages } = await source.read(table.name, wanted);
  for await (const page of pages) {
    for (const row of page) {
      rows++;
      if ("broken" in row) continue;
      for (const [at, name] of columns.entries()) {
        const text = row[at] ?? null;
        if (text === null) {
          withNull.add(name);
          continue;
        }
        characters += text.length;
        filters.get(name)?.narrow(text, row.forms?.get(at));
        if (fitting.has(name) && !whileFit.mayHold(text)) values.delete(name);
        values.get(name)?.push(text);
      }
    }
    if (rows >= sampleRows || characters >= sampleCharacters) return finish(false);
  }
  return finish(true);

  function finish(isWhole: boolean): Sample {
    const decided = new Map([...filters].map(([name, filter]) => [name, filter.decide()]));
    return { choices: decided, values, withNull, rows, isWhole };
  }
}

/** Of a column's values this share, or a single one among several, may be odd without making the column text. */
export const oddShare = 0.05;
const fewestValues = 5;
const mostOdd = oddShare * sampleRows;

/** A choice, and how many values of the sample it does not take. */
interface Candidate {
  readonly choice: FieldChoice;
  odd: number;
  readonly codes: Set<string>;
}

class ChoiceFilter {
  #candidates: readonly Candidate[];
  readonly #best: FieldChoice;
  readonly #last: FieldChoice;
  readonly #bestCodes: Set<string>;
  #values = 0;
  #credentials = 0;
  #inJson = 0;
  readonly #isJson: boolean;

  constructor(choices: readonly FieldChoice[]) {
    // A kind that only the looks of values can speak for is no expectation that is disappointed.
    this.#best = choices.find(({ takes: pattern }) => pattern === undefined) ?? choices[0]!;
    this.#last = choices.at(-1)!;
    this.#isJson = choices.some(({ code }) => code.startsWith("json("));
    // The last one takes everything.
    this.#candidates = choices.slice(0, -1).map((choice) => ({ choice, odd: 0, codes: new Set() }));
    this.#bestCodes = this.#candidates.find(({ choice }) => choice === this.#best)?.codes ?? new Set();
  }

  narrow(text: string, form: Form | undefined): void {
    this.#values++;
    if (looksLikeCredential(text)) this.#credentials++;
    if (this.#isJson && holdsCredential(text)) this.#inJson++;
    let isHopeless = false;
    for (const candidate of this.#candidates) {
      if (takes(candidate, text, form)) continue;
      candidate.odd++;
      isHopeless ||= candidate.odd > (candidate.choice.mayHoldOdd === true ? mostOdd : 0);
    }
    if (isHopeless) this.#candidates = this.#candidates.filter(isHopeful);
  }

  /** The first that takes every value but text; then the first that takes nearly every one; then text. */
  decide(): FieldChoice {
    const isCredential = this.#credentials > 0 && this.#credentials * 2 >= this.#values;
    if (isCredential && this.#last.code.startsWith("text(")) return omitCredential;
    if (this.#inJson > 0 && this.#inJson * 2 >= this.#values) return omitJsonCredential;
    const natural = this.#decideByType();
    if (natural.forSchema !== undefined) return natural;
    const wanted = this.#candidates.filter(({ choice }) => choice.forSchema !== undefined);
    return this.#findClean(wanted) ?? (this.#last.forSchema === undefined ? natural : this.#last);
  }

  #findClean(candidates: readonly Candidate[]): FieldChoice | undefined {
    const hasValues = this.#values > 0;
    return candidates.find(({ odd, choice }) => odd === 0 && (hasValues || choice.takes === undefined))?.choice;
  }

  #decideByType(): FieldChoice {
    const byType = this.#candidates.filter(({ choice }) => choice.forSchema !== "only");
    const clean = this.#findClean(byType);
    const nearly = byType.find((candidate) => this.#isNearly(candidate));
    if (clean === undefined && nearly !== undefined) return this.#withOdd(nearly);
    const chosen = clean ?? this.#last;
    if (chosen === this.#best || chosen.comment !== undefined) return chosen;
    const [code = "other"] = this.#bestCodes;
    return { ...chosen, comment: `not ${this.#best.code.slice(0, 40)}: some values are rejected as ${code}` };
  }

  #isNearly({ choice, odd }: Candidate): boolean {
    const isFew = odd <= this.#values * oddShare || (odd === 1 && this.#values >= fewestValues);
    return choice.mayHoldOdd === true && isFew;
  }

  #withOdd({ choice, odd, codes }: Candidate): FieldChoice {
    const values = `${odd.toLocaleString("en-US")} of ${this.#values.toLocaleString("en-US")} values`;
    const comment = `${values} ${odd === 1 ? "is" : "are"} rejected as ${[...codes].join(", ")} and left out`;
    return { ...choice, odd, comment: choice.comment === undefined ? comment : `${choice.comment}; ${comment}` };
  }
}

function isHopeful({ choice, odd }: Candidate): boolean {
  return odd <= (choice.mayHoldOdd === true ? mostOdd : 0);
}

function takes({ choice: { field, takes: pattern }, codes }: Candidate, text: string, form: Form | undefined): boolean {
  const role = field?.parts.role;
  if (role?.kind !== "value") return true;
  const isOther = pattern?.test(text) === false;
  const value = isOther ? null : convertForm(role.of, text, form);
  if (isOther) codes.add("other");
  else if (value instanceof Reject) codes.add(value.code);
  else return true;
  return false;
}
