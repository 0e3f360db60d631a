import type { GenericValidator } from "convex/values";

/** The parts of a validator the comparison reads; each kind has some. */
interface Parts {
  readonly kind: string;
  readonly isOptional: "optional" | "required";
  readonly value?: unknown;
  readonly tableName?: string;
  readonly element?: GenericValidator;
  readonly key?: GenericValidator;
  readonly fields?: Readonly<Record<string, GenericValidator>>;
  readonly members?: readonly GenericValidator[];
}

/** Why some values `from` accepts are refused by `to`; null when every one fits. */
export function findTypeMismatch(from: GenericValidator, to: GenericValidator): string | null {
  const given = partsOf(from);
  const wanted = partsOf(to);
  if (wanted.kind === "any") return null;
  if (given.kind === "union") return firstOf((given.members ?? []).map((member) => findTypeMismatch(member, to)));
  if (wanted.kind === "union") {
    const mismatches = (wanted.members ?? []).map((member) => findTypeMismatch(from, member));
    return mismatches.includes(null) ? null : mismatch(from, to);
  }
  if (given.kind === "literal") return literalFits(given, wanted) ? null : mismatch(from, to);
  if (given.kind !== wanted.kind) return mismatch(from, to);
  switch (given.kind) {
    case "id":
      return given.tableName === wanted.tableName ? null : mismatch(from, to);
    case "array":
      return inside("elements", findTypeMismatch(given.element!, wanted.element!));
    case "record":
      return (
        inside("keys", findTypeMismatch(given.key!, wanted.key!)) ?? inside("values", valuesMismatch(given, wanted))
      );
    case "object":
      return objectMismatch(given.fields ?? {}, wanted.fields ?? {});
    default:
      return null;
  }
}

/** `v.string()`, `v.id("users")`, `v.array(…)`: enough of a validator for a sentence. */
export function renderValidator(validator: GenericValidator): string {
  const parts = partsOf(validator);
  switch (parts.kind) {
    case "float64":
      return "v.number()";
    case "id":
      return `v.id("${parts.tableName}")`;
    case "literal":
      return `v.literal(${JSON.stringify(parts.value, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value))})`;
    case "union":
      return `v.union(${(parts.members ?? []).map(renderValidator).join(", ")})`;
    case "array":
      return `v.array(${renderValidator(parts.element!)})`;
    case "object":
    case "record":
      return `v.${parts.kind}(…)`;
    default:
      return `v.${parts.kind}()`;
  }
}

function objectMismatch(given: NonNullable<Parts["fields"]>, wanted: NonNullable<Parts["fields"]>): string | null {
  for (const [name, from] of Object.entries(given)) {
    const to = wanted[name];
    if (to === undefined) return `its field ${name} is not in the schema`;
    if (partsOf(from).isOptional === "optional" && partsOf(to).isOptional === "required") {
      return `its field ${name} may be missing, and the schema requires it`;
    }
    const fault = inside(name, findTypeMismatch(from, to));
    if (fault !== null) return fault;
  }
  const missing = Object.keys(wanted).find(
    (name) => !(name in given) && partsOf(wanted[name]!).isOptional === "required",
  );
  return missing === undefined ? null : `the schema requires its field ${missing}`;
}

/** The values of a record validator; its property has the same name as a literal's. */
function valuesMismatch(given: Parts, wanted: Parts): string | null {
  return findTypeMismatch(given.value as GenericValidator, wanted.value as GenericValidator);
}

const literalKinds: Readonly<Record<string, string>> = {
  string: "string",
  number: "float64",
  bigint: "int64",
  boolean: "boolean",
};

function literalFits(given: Parts, wanted: Parts): boolean {
  return wanted.kind === "literal" ? given.value === wanted.value : literalKinds[typeof given.value] === wanted.kind;
}

function mismatch(from: GenericValidator, to: GenericValidator): string {
  return `the plan writes ${renderValidator(from)}, the schema has ${renderValidator(to)}`;
}

function inside(where: string, fault: string | null): string | null {
  return fault === null ? null : `in ${where}, ${fault}`;
}

function firstOf(faults: readonly (string | null)[]): string | null {
  return faults.find((fault) => fault !== null) ?? null;
}

function partsOf(validator: GenericValidator): Parts {
  return validator;
}
