import type { GenericValidator } from "convex/values";
import { renderKey, renderString } from "./code.js";

interface Parts {
  readonly kind: string;
  readonly value?: unknown;
  readonly element?: GenericValidator;
  readonly fields?: Readonly<Record<string, GenericValidator>>;
  readonly members?: readonly GenericValidator[];
}

/** The code of a validator as a person writes it. */
export function renderValidator(validator: GenericValidator): string {
  const parts: Parts = validator;
  switch (parts.kind) {
    case "float64":
      return "v.number()";
    case "literal":
      return renderLiteral(String(parts.value));
    case "union":
      return `v.union(${(parts.members ?? []).map(renderValidator).join(", ")})`;
    case "array":
      return `v.array(${renderValidator(parts.element!)})`;
    case "object": {
      const fields = Object.entries(parts.fields ?? {}).map(
        ([name, of]) => `${renderKey(name)}: ${renderValidator(of)}`,
      );
      return `v.object({ ${fields.join(", ")} })`;
    }
    default:
      return `v.${parts.kind}()`;
  }
}

export function renderLiteral(word: string): string {
  return `v.literal(${renderString(word)})`;
}
