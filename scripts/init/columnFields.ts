import { relationOf, type SourceColumn } from "../sources/source.js";
import { findDeclaredField, listOpenReferences } from "./declared.js";
import { getFieldChoices } from "./fieldChoices.js";
import type { FieldChoice } from "./fieldRules.js";
import { renderLiteral, renderString, renderValidator } from "../project/code/render.js";
import type { FieldDraft, RefDraft, SurveyedTable } from "./draft.js";
import { niceName, takeName } from "./names.js";
import { singular } from "../rows/keys/names.js";
import type { ListOptions } from "../../convex/shared/kinds/list.js";
import { capitalize } from "../../convex/shared/plan/names.js";
import { authName } from "./users.js";

/** Turns the columns of one table into entries of the plan, with names that collide with nothing. */
export class ColumnFields {
  /** What exists beside the columns: the legacy fields, and Convex's own. */
  readonly #taken = new Set(["legacyId"]);
  readonly #creation: string | null;

  constructor(
    readonly table: SurveyedTable,
    readonly tables: ReadonlyMap<string, SurveyedTable>,
    readonly isUsers: boolean,
  ) {
    this.#creation = table.creation;
  }

  toField(column: SourceColumn): FieldDraft {
    const ref = this.table.refs.find(({ columns }) => columns.length === 1 && columns[0] === column.name);
    if (ref !== undefined) return this.#toColumnRef(column, ref);
    const choice = this.table.choices.get(column.name) ?? getFieldChoices(column).at(-1)!;
    if (choice.field === null) return this.#entry(column, choice, "omit", column.name, null);
    if (column.name === this.#creation) return this.#creationField(column, choice);
    const renamed = this.isUsers ? authName(column, choice.code) : null;
    const wanted = renamed ?? this.#niceName(column);
    const name = takeName(wanted, this.#taken);
    const role = choice.field.parts.role;
    const validator = role.kind === "value" ? renderValidator(role.of.validator) : null;
    return this.#entry(column, choice, "value", name, validator, name === wanted ? [] : [takenComment(wanted)]);
  }

  #creationField(column: SourceColumn, choice: FieldChoice): FieldDraft {
    const asCreation = { ...choice, code: `${choice.code}.asCreationTime()` };
    return this.#entry(column, asCreation, "creationTime", "_creationTime", null);
  }

  #toColumnRef(column: SourceColumn, ref: RefDraft): FieldDraft {
    const wanted = this.#nameRef(column, ref);
    const name = this.takeRefName(wanted);
    const entry = this.toRef(ref, name);
    const about = aboutColumn(column);
    const filled = this.table.filled.has(column.name) ? [filledComment] : [];
    const open = this.#openNames(column, ref).filter((each) => each !== name);
    const choice = open.length === 0 || name !== this.#niceName(column) ? [] : [openComment(open)];
    const comments = [...entry.comments, ...filled, ...choice, ...(name === wanted ? [] : [takenComment(wanted)])];
    const note = this.table.notes.get(column.name);
    return {
      ...entry,
      key: column.name,
      columns: keyColumns(column.name),
      about,
      comments: note === undefined ? comments : [...comments, note],
    };
  }

  /** Without its key: the caller knows whether that is a column or a name. */
  toRef(ref: RefDraft, name: string): Omit<FieldDraft, "key"> {
    const target = this.tables.get(ref.target)!.name;
    const options = [
      ...(ref.to === null ? [] : [`to: ${renderTo(ref.to)}`]),
      ...(ref.missing === "issue" ? [] : [`missing: ${renderString(ref.missing)}`]),
    ];
    const nullable = ref.columns.some((each) =>
      this.table.source.columns.some((own) => own.name === each && this.#mayBeNull(own)),
    );
    const code = `ref(${renderString(target)}${options.length === 0 ? "" : `, { ${options.join(", ")} }`})`;
    const validator = `v.id(${renderString(target)})`;
    const isList = ref.isList === true;
    return {
      role: "ref",
      ...(isList ? { isList } : {}),
      columns: ref.columns,
      name,
      code: isList ? `list(${code}${renderListOptions(ref.listOptions ?? {})})` : code,
      isOptional: nullable,
      validator: isList ? `v.array(${validator})` : validator,
      // A list goes without the items that have no target.
      mayBeMissing: ref.mayDangle && !isList,
      comments: ref.comment === null ? [] : [ref.comment],
      about: [],
    };
  }

  takeRefName(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.#taken.has(name) || this.#taken.has(`legacy${capitalize(name)}`); number++) {
      name = `${wanted}${String(number)}`;
    }
    this.#taken.add(name).add(`legacy${capitalize(name)}`);
    return name;
  }

  /** `profiles.id`, which is a user's id as well, becomes `userId`. */
  #nameRef(column: SourceColumn, ref: RefDraft): string {
    if (this.#isJoinColumn(column)) return this.#joinName(column, ref);
    const isId = column.name.toLowerCase() === "id";
    return isId ? `${singular(this.tables.get(ref.target)!.name)}Id` : this.#niceRefName(column, ref);
  }

  #niceRefName(column: SourceColumn, ref: RefDraft): string {
    const [only, another] = this.#openNames(column, ref);
    const isAlone = this.table.refs.every(
      (each) => each === ref || each.target !== ref.target || this.#openNames(column, each).length === 0,
    );
    return only !== undefined && another === undefined && isAlone ? only : this.#niceName(column);
  }

  /** What schema.ts may call this reference, where it has none under the column's own name. */
  #openNames({ name }: SourceColumn, ref: RefDraft): string[] {
    if (ref.columns.length !== 1 || findDeclaredField(this.table, ref.columns[0] ?? name) !== null) return [];
    return listOpenReferences(this.table, this.tables.get(ref.target)!.name, ref.isList === true);
  }

  /** As schema.ts has it, where that differs in case or in its `Id`. */
  #niceName({ name }: SourceColumn): string {
    return findDeclaredField(this.table, name)?.name ?? niceName(name, "field");
  }

  #mayBeNull({ name, nullable }: SourceColumn): boolean {
    return nullable && !this.table.filled.has(name);
  }

  /** `A` and `B` of the tables Prisma makes for many-to-many relations. */
  #isJoinColumn({ name }: SourceColumn): boolean {
    return (name === "A" || name === "B") && relationOf(this.table.source.name).startsWith("_");
  }

  #joinName({ name }: SourceColumn, ref: RefDraft): string {
    const target = singular(this.tables.get(ref.target)!.name);
    const isToItself = this.table.refs.every((each) => each.target === ref.target);
    return isToItself ? `${target}${name}Id` : `${target}Id`;
  }

  #entry(
    column: SourceColumn,
    { code, comment, words, omitted, odd }: FieldChoice,
    role: FieldDraft["role"],
    name: string,
    validator: string | null,
    more: readonly string[] = [],
  ): FieldDraft {
    const note = this.table.notes.get(column.name);
    const filled = role === "value" && this.table.filled.has(column.name) ? [filledComment] : [];
    return {
      key: keyOf(column.name),
      role,
      columns: keyColumns(column.name),
      name,
      code,
      isOptional: role === "value" && (this.#mayBeNull(column) || odd !== undefined),
      ...(odd === undefined ? {} : { clearsInvalid: true }),
      validator,
      mayBeMissing: false,
      comments: [
        ...(comment === undefined ? [] : [comment]),
        ...more,
        ...filled,
        ...(note === undefined ? [] : [note]),
      ],
      about: role === "value" ? aboutColumn(column) : [],
      ...(omitted === undefined ? {} : { omitted }),
      ...(words === undefined ? {} : { words, literals: words.map(renderLiteral) }),
    };
  }
}

/** A key `__proto__` in an object literal would set its prototype. */
function keyOf(column: string): string {
  return column === "__proto__" ? "proto" : column;
}

function keyColumns(column: string): readonly string[] {
  return column === "__proto__" ? [column] : [];
}

function aboutColumn({ comment, default: constant, type }: SourceColumn): string[] {
  const isShown = constant !== undefined && !/^(?:date|time)/.test(type);
  const isBare = /^(?:smallint|integer|bigint|numeric|real|double|boolean)/.test(type);
  return [
    ...(comment === undefined ? [] : [comment]),
    ...(isShown ? [`Default in the source: ${isBare ? constant : renderString(constant)}.`] : []),
  ];
}

function openComment(names: readonly string[]): string {
  return `schema.ts has ${names.join(", ")}, which nothing fills yet: ${names.map((each) => `.as(${renderString(each)})`).join(" or ")}, if it is this one`;
}

const filledComment = "may be NULL in the source, is in no row that was read, and schema.ts requires it";

function takenComment(wanted: string): string {
  return `"${wanted}" is taken by another field`;
}

function renderListOptions(options: ListOptions): string {
  const entries = Object.entries(options).map(([name, value]) => `${name}: ${renderString(String(value))}`);
  return entries.length === 0 ? "" : `, { ${entries.join(", ")} }`;
}

function renderTo(columns: readonly string[]): string {
  const texts = columns.map(renderString);
  return texts.length === 1 ? texts[0]! : `[${texts.join(", ")}]`;
}
