import type { Form, Raw } from "../../../../convex/shared/kinds/kind.js";
import { AttachmentList } from "../../json/nocodb.js";
import { type ExtendedScalar, readExtendedScalar, simplifyExtended } from "../../json/extended.js";
import { formOf, type JsonType, visitFields } from "../../json/text.js";
import { booleansOf, type BrokenRow, type Row, type SourceColumn, type SourceTable, withForms } from "../../source.js";
import type { FileTable } from "../file.js";

/** One row as JSON, not parsed yet. */
export interface JsonText {
  readonly text: string;
  readonly line: number;
}

export type JsonPages = AsyncIterable<readonly (JsonText | BrokenRow)[]>;

/** A table whose rows are JSON objects; missing fields are NULL. */
export class JsonTable implements FileTable {
  readonly #attachments = new AttachmentList();
  #described: Promise<SourceTable> | undefined;

  constructor(
    readonly name: string,
    readonly path: string,
    readonly getTexts: () => JsonPages,
  ) {}

  describe(): Promise<SourceTable> {
    this.#described ??= this.#describe();
    return this.#described;
  }

  async #describe(): Promise<SourceTable> {
    const columns = new Map<string, ColumnFacts>();
    let [rows, readable] = [0, 0];
    for await (const page of this.getTexts()) {
      rows += page.length;
      for (const row of page) if ("text" in row && addFields(columns, row.text)) readable++;
    }
    const isWhole = readable === rows;
    return {
      name: this.name,
      columns: [...columns].map(([name, facts]) => toColumn(name, facts, isWhole ? rows : Infinity)),
      primaryKey: [],
      estimatedRows: rows,
    };
  }

  async *read(): AsyncGenerator<(Row | BrokenRow)[]> {
    const { columns } = await this.describe();
    const positions = new Map(columns.map(({ name }, index) => [name, index]));
    const booleans = new Set(booleansOf(columns).map((name) => positions.get(name)!));
    const blank: readonly Raw[] = columns.map(() => null);
    const key = positions.get("Id") ?? positions.get("id");
    this.#attachments.clear(this.name);
    for await (const page of this.getTexts()) {
      const rows = page.map((row) => ("text" in row ? this.#readRow(row, positions, blank, booleans) : row));
      for (const row of rows) if (!("broken" in row)) this.#addAttachments(row, columns, key);
      yield rows;
    }
  }

  /** `booleans`: the places of columns that hold nothing else, whose values need no form of their own. */
  #readRow(
    { text, line }: JsonText,
    positions: ReadonlyMap<string, number>,
    blank: readonly Raw[],
    booleans: ReadonlySet<number>,
  ): Row | BrokenRow {
    const row: Raw[] = blank.slice();
    const forms = new Map<number, Form>();
    const fault = visitValues(text, (name, raw, type) => {
      const position = positions.get(name);
      if (position === undefined) return;
      row[position] = raw;
      const form = formOfValue(type);
      if (form !== undefined && !(form === "boolean" && booleans.has(position))) forms.set(position, form);
    });
    return fault === undefined ? withForms(row, forms) : breakRow(fault, this.path, line, text);
  }

  #addAttachments(row: Row, columns: readonly SourceColumn[], key: number | undefined) {
    for (const [index, { name, type }] of columns.entries()) {
      if (type === "json" || type === "mixed") {
        this.#attachments.add(this.name, name, row[index] ?? null, key === undefined ? null : (row[key] ?? null));
      }
    }
  }

  files() {
    return this.#attachments.all();
  }
}

export function breakRow(fault: string, path: string, line: number, original: string): BrokenRow {
  return { broken: `The row ${fault}`, where: `${path} line ${String(line)}`, original };
}

type ValueType = JsonType | ExtendedScalar["type"];

function formOfValue(type: ValueType): Form | undefined {
  if (type === "bytea") return "bytes";
  return type === "json" || type === "boolean" ? formOf(type) : undefined;
}

/** As `visitFields`, with the scalars of MongoDB's extended JSON as what they stand for. */
function visitValues(text: string, visit: (name: string, raw: Raw, type: ValueType) => void): string | undefined {
  return visitFields(text, (name, raw, type) => {
    if (type !== "json") return visit(name, raw, type);
    const scalar = readExtendedScalar(raw!);
    if (scalar === null) visit(name, simplifyExtended(raw!), type);
    else visit(name, scalar.text, scalar.type);
  });
}

interface ColumnFacts {
  readonly types: Set<string>;
  values: number;
}

/** Adds the row's fields; false if it cannot be read. */
function addFields(columns: Map<string, ColumnFacts>, text: string): boolean {
  const fault = visitValues(text, (name, raw, type) => {
    let facts = columns.get(name);
    if (facts === undefined) columns.set(name, (facts = { types: new Set(), values: 0 }));
    if (raw === null) return;
    facts.values++;
    facts.types.add(type === "number" && /^-?\d+$/.test(raw) ? "integer" : type);
  });
  return fault === undefined;
}

function toColumn(name: string, { types, values }: ColumnFacts, rows: number): SourceColumn {
  const [only = "unknown", ...others] = types;
  const isNumber = [...types].every((type) => numbers.includes(type));
  // Of several types of numbers, the one that holds the others' values.
  const type = others.length === 0 ? only : isNumber ? numbers.findLast((each) => types.has(each))! : "mixed";
  return { name, type, nullable: values < rows };
}

const numbers = ["integer", "bigint", "number", "double precision", "numeric"];
