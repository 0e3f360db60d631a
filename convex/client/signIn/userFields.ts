import type { Value } from "convex/values";
import { addressKey } from "../../shared/plan/plan.js";
import type { AnySchema, StoredDocument } from "../run/environment.js";
import { hasField } from "../run/schemaReading.js";
import { verifiedField } from "../match/verified.js";
import { usersTable } from "./people.js";

/** What a provider says about a person. */
export type Profile = Record<string, unknown> & { email?: string; emailVerified?: boolean; phone?: string };

export interface FieldRules {
  readonly schema: AnySchema;
  /** Fields in which the provider's value wins over the one that is there. */
  readonly overwrite: ReadonlySet<string>;
  /** Whether the sign-in proves the address. */
  readonly isProved: boolean;
}

/**
 * What the user document gets from a profile: fields that the schema has and the document lacks, and those to overwrite.
 * Never null, never a field the schema does not know; an address only as it is compared.
 */
export function planUserFields(
  { schema, overwrite, isProved }: FieldRules,
  profile: Profile,
  current: StoredDocument | null,
): Record<string, Value> {
  const fields: Record<string, Value> = {};
  for (const [name, value] of Object.entries(profile)) {
    if (name === "emailVerified" || name === "phoneVerified" || !hasField(schema, usersTable, name)) continue;
    const written = name === "email" ? addressKey(value) : value;
    if (written === null || written === undefined) continue;
    const mayWrite = current?.[name] === undefined || (overwrite.has(name) && (name !== "email" || isProved));
    if (mayWrite) fields[name] = written as Value;
  }
  if (!isProved || !hasField(schema, usersTable, verifiedField)) return fields;
  const isThisAddress = addressKey(fields["email"] ?? current?.["email"]) === addressKey(profile.email);
  if (isThisAddress && current?.[verifiedField] === undefined) fields[verifiedField] = Date.now();
  return fields;
}
