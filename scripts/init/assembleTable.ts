import { renderString } from "../project/code/render.js";
import type { DerivedDraft, FieldDraft, PairDraft, RefDraft, RuleDraft, SurveyedTable, TableDraft } from "./draft.js";
import { isSurrogate } from "./keys.js";
import { niceName, takeName } from "./names.js";
import { singular } from "../rows/keys/names.js";
import { derivePair, pairColumn, pairReference, refuseOtherTypes } from "./pairs.js";
import { carriedColumns } from "./references.js";
import { ColumnFields } from "./columnFields.js";
import { type Users, hasSharedEmail } from "./users.js";
import type { SourceTable } from "../sources/source.js";

export interface Surroundings {
  readonly tables: ReadonlyMap<string, SurveyedTable>;
  readonly users: Users | null;
  /** Columns other tables refer by, per table. */
  readonly referred: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Puts a table's entry together: its id, then its columns in their own order, then composite references. */
export function assembleTable(table: SurveyedTable, surroundings: Surroundings): TableDraft {
  const { source } = table;
  const isUsers = surroundings.users?.table === source.name;
  const { fields, derived, rules } = new TableFields(table, surroundings, isUsers).build();
  const email = fields.find(({ columns, key: column }) => (columns[0] ?? column) === surroundings.users?.email);
  const match = isUsers && email?.role === "value" ? email.name : null;
  return {
    source,
    name: table.name,
    comments: [
      ...(source.comment === undefined ? [] : [source.comment]),
      ...(table.nameComment === null ? [] : [table.nameComment]),
      ...(isUsers && surroundings.users?.comment != null
        ? [`Users are matched by ${surroundings.users.email}: ${surroundings.users.comment}.`]
        : []),
      ...(hasSharedEmail(source) && surroundings.users === null ? [sharedEmail] : []),
      ...(source.inherits ?? []).map((name) => `Inherits from ${name}, which is read without these rows.`),
    ],
    fields,
    derived,
    rules,
    isUsers,
    match,
    indexes: findIndexes(source, fields, match),
  };
}

const sharedEmail =
  'The source does not require emails to be unique, so users are not matched by them. Once they are unique: { match: "email" }.';

class TableFields {
  /** Keys of the entry: columns first, since they cannot give way. */
  readonly #keys: Set<string>;
  readonly #columns: ColumnFields;
  readonly #carried: ReadonlySet<string>;
  readonly #referred: ReadonlySet<string>;

  constructor(
    readonly table: SurveyedTable,
    readonly surroundings: Surroundings,
    isUsers: boolean,
  ) {
    this.#keys = new Set(table.source.columns.map(({ name }) => name));
    this.#columns = new ColumnFields(table, surroundings.tables, isUsers);
    this.#carried = carriedColumns(table);
    this.#referred = surroundings.referred.get(table.source.name) ?? new Set();
  }

  build(): Pick<TableDraft, "fields" | "derived" | "rules"> {
    const { source, key, refs } = this.table;
    const own = source.columns.filter(({ name }) => this.#isOwnField(name));
    // References choose their names first: each needs a second one for its legacy field.
    const isRef = ({ name }: { name: string }) =>
      refs.some(({ columns }) => columns.length === 1 && columns[0] === name);
    const ordered = [...own.filter(isRef), ...own.filter((column) => !isRef(column))];
    const composite = refs.filter(({ columns }) => columns.length > 1).map((ref) => this.#compositeRef(ref));
    const drafts = new Map(ordered.map((column) => [column.name, this.#columns.toField(column)]));
    const pairs = this.table.pairs.map((pair) => this.#pairFields(pair));
    const rules = pairs.flatMap(({ pair, fields }) => omitPairId(drafts, pair, fields));
    const isAlone = key.columns.length === 1 && !drafts.has(key.columns[0]!);
    const paired = pairs.flatMap(({ fields }) => fields);
    return {
      fields: [this.#idField(isAlone), ...own.map(({ name }) => drafts.get(name)!), ...composite, ...paired],
      derived: pairs.flatMap(({ derived }) => derived),
      rules,
    };
  }

  #pairFields(pair: PairDraft): { pair: PairDraft; fields: FieldDraft[]; derived: DerivedDraft[] } {
    const entries = pair.targets.map((target) => {
      const wanted = pairColumn(pair, this.surroundings.tables.get(target.target)!);
      const key = takeName(wanted, this.#keys);
      const name = this.#columns.takeRefName(niceName(wanted, "field"));
      const field = {
        ...this.#columns.toRef(pairReference(pair, target, key), name),
        isOptional: true,
        key,
        columns: [],
      };
      return { field, derived: derivePair(pair, target, key) };
    });
    return { pair, fields: entries.map(({ field }) => field), derived: entries.map(({ derived }) => derived) };
  }

  #compositeRef(ref: RefDraft): FieldDraft {
    const target = this.surroundings.tables.get(ref.target)!;
    const name = this.#columns.takeRefName(niceName(nameComposite(ref, target), "field"));
    const isFree = !this.#keys.has(name) || (ref.columns.includes(name) && !this.#isOwnField(name));
    return { ...this.#columns.toRef(ref, name), key: isFree ? name : takeName(name, this.#keys) };
  }

  /** Columns that only identify, or that only a composite reference carries, have no entry of their own. */
  #isOwnField(name: string): boolean {
    const { source, key, refs } = this.table;
    if (refs.some(({ columns }) => columns.length === 1 && columns[0] === name)) return true;
    if (this.#referred.has(name)) return true;
    if (isSurrogate(source, key) && key.columns[0] === name) return false;
    return !this.#carried.has(name);
  }

  #idField(isAlone: boolean): FieldDraft {
    const { key } = this.table;
    const [first] = key.columns;
    const column = this.table.source.columns.find(({ name }) => name === first);
    const note = isAlone && first !== undefined ? this.table.notes.get(first) : undefined;
    const code =
      first === undefined ? "rowKey()" : key.form === "text" ? "id()" : `id({ form: ${renderString(key.form)} })`;
    return {
      key: isAlone ? first! : takeName("legacyId", this.#keys),
      role: "id",
      columns: isAlone ? [] : key.columns,
      name: "legacyId",
      code,
      isOptional: false,
      validator: null,
      mayBeMissing: false,
      comments: [
        ...(isAlone && column?.comment !== undefined ? [column.comment] : []),
        ...(key.comment === null ? [] : [key.comment]),
        ...(note === undefined ? [] : [note]),
      ],
      about: [],
    };
  }
}

/** Where every type is a migrated table, the ids are in the references, and rows of other types are refused. */
function omitPairId(
  drafts: Map<string, FieldDraft>,
  pair: PairDraft,
  fields: readonly FieldDraft[],
): readonly RuleDraft[] {
  const { id, others } = pair;
  const draft = drafts.get(id);
  if (draft === undefined || others.length > 0) return [];
  const omitted = `read as ${fields.map(({ key }) => key).join(", ")}`;
  const code = `omit(${renderString(omitted)})`;
  drafts.set(id, {
    ...draft,
    role: "omit",
    code,
    omitted,
    isOptional: false,
    validator: null,
    comments: [],
    about: [],
  });
  return [refuseOtherTypes(pair)];
}

/** (tenant, boss) → staff (tenant, id) is `boss`; (old_order, old_line) → lines (order, line) is `old_line_id`. */
function nameComposite({ columns, to }: RefDraft, target: SurveyedTable): string {
  const references = to ?? target.key.columns;
  const plain = `${singular(target.name)}_id`;
  const different = columns.filter((column, at) => column !== references[at]);
  if (different.length === 0) return plain;
  if (different.length === 1) return different[0]!;
  const prefixes = columns.map((column, at) =>
    column.endsWith(references[at]!) ? column.slice(0, -references[at]!.length) : "",
  );
  const isCommon = prefixes[0] !== "" && prefixes.every((prefix) => prefix === prefixes[0]);
  return isCommon ? `${prefixes[0]!}${plain}` : plain;
}

/** Convex allows 32 a table and 16 fields each; duringCutover adds a few. */
const mostIndexes = 26;
const mostFields = 16;

/** An index for every reference and every unique key, except where a longer one starts with the same fields. Convex has none into a list. */
export function findIndexes(
  source: SourceTable,
  fields: readonly FieldDraft[],
  match: string | null,
): readonly (readonly string[])[] {
  const byColumn = new Map(
    fields
      .filter(({ role, isList, columns }) => ["value", "ref"].includes(role) && isList !== true && columns.length <= 1)
      .map(({ key, columns, name }) => [columns[0] ?? key, name]),
  );
  const keys = [...(source.primaryKey.length > 0 ? [source.primaryKey] : []), ...(source.uniqueKeys ?? [])];
  const unique = keys
    .filter((columns) => columns.length <= mostFields && columns.every((column) => byColumn.has(column)))
    .map((columns) => columns.map((column) => byColumn.get(column)!));
  const references = fields.filter(({ role, isList }) => role === "ref" && isList !== true).map(({ name }) => [name]);
  const wanted = [...(match === null ? [] : [[match]]), ...unique, ...references];
  const isMatch = (at: number) => match !== null && at === 0;
  const distinct = wanted.filter(
    (index, at) => isMatch(at) || !wanted.some((other, place) => covers(other, place, index, at)),
  );
  return distinct.slice(0, mostIndexes);
}

/** True when the other index starts with the same fields and is longer, or comes earlier and is the same. */
function covers(other: readonly string[], place: number, index: readonly string[], at: number): boolean {
  const starts = index.every((field, position) => other[position] === field);
  return starts && (other.length > index.length || (other.length === index.length && place < at));
}
