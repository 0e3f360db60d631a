import * as fields from "../../convex/shared/plan/valueFields.js";
import type { SourceColumn } from "../sources/source.js";
import { renderArray, renderString } from "../project/code/render.js";
import { type FieldChoice, omit, rulesByType, text, type ValueChoice } from "./fieldRules.js";
import { normalizeType } from "./types.js";
import { isCredential } from "./credentials.js";

const credential = "a credential or its hash; to keep passwords, see signIn.md";

/** Passwords and tokens become no field of the app unasked. */
export const omitCredential: FieldChoice = {
  code: `omit(${renderString(credential)})`,
  field: null,
  omitted: credential,
};

const inside = "JSON with a credential or its hash inside; what else it holds comes with a jq filter or a view";

/** So does JSON that holds them. */
export const omitJsonCredential: FieldChoice = { code: `omit(${renderString(inside)})`, field: null, omitted: inside };

/** What a column may be, best first; the last one takes any value. A sample of the rows decides. `beside`: the table's columns. */
export function getFieldChoices(column: SourceColumn, beside: readonly SourceColumn[] = []): readonly FieldChoice[] {
  if (column.generated === true) return [omit("the old database computes it from other columns")];
  const domain = column.baseType === undefined ? undefined : column.type;
  if (column.incomplete !== undefined) return [omit(column.incomplete)];
  if (isCredential(column, beside)) return [omitCredential];
  const written = (column.baseType ?? column.type).replace(/^pg_catalog\./, "");
  const type = normalizeType(written).endsWith("[]") ? normalizeType(written) : written;
  const found = type.endsWith("[]") ? listChoices(column, type) : plainChoices(column, type);
  if (domain === undefined) return found;
  return found.map((choice) => ({
    ...choice,
    comment: choice.comment ?? `${domain} in the source, a domain over ${type}`,
  }));
}

function listChoices(column: SourceColumn, type: string): FieldChoice[] {
  const element = type.replace(/(?:\[\])+$/, "");
  const inner = plainChoices({ ...column, type: element }, element).filter(
    (choice): choice is ValueChoice => choice.field !== null,
  );
  const flat = inner.map(listOf);
  return [...flat, ...flat.map(listOf), { ...text, comment: `${type} in the source, as PostgreSQL prints it` }];
}

function listOf({ code, field, mayHoldOdd: _odd, ...more }: ValueChoice): ValueChoice {
  return { ...more, code: `list(${code})`, field: fields.list(field) };
}

function plainChoices(column: SourceColumn, type: string): FieldChoice[] {
  const words = column.enumValues ?? (isText(type) ? column.allowed : undefined);
  if (words !== undefined && type === "MultiSelect") return multiSelectChoices(words);
  if (words !== undefined && words.length > 0) {
    return [{ code: `oneOf(${renderArray(words)})`, field: fields.oneOf(words), words }, text];
  }
  const base = normalizeType(type);
  const known = Object.hasOwn(rulesByType, base) ? rulesByType[base] : undefined;
  if (known !== undefined) return known(column, type);
  if (base === "unknown" || base === "") return [text];
  return [{ ...text, comment: `${type} in the source, as text` }];
}

function isText(type: string): boolean {
  return ["text", "character varying", "citext"].includes(normalizeType(type)) || /^char(?:acter)?\(1\)/i.test(type);
}

/** NocoDB joins the titles with commas, which a title may hold itself: then the text stays as it is. */
function multiSelectChoices(words: readonly string[]): FieldChoice[] {
  const options = { separator: "," } as const;
  const code = `list(oneOf(${renderArray(words)}), { separator: "," })`;
  const asText = { ...text, comment: "the titles joined by commas, which one of them holds itself" };
  if (words.some((word) => word.includes(","))) return [asText];
  return [{ code, field: fields.list(fields.oneOf(words), options), words }, text];
}
