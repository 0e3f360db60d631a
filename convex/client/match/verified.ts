import { type AnySchema, hasField, type StoredDocument } from "../run/environment.js";

/** Where Convex Auth says that an address was proved. */
export const verifiedField = "emailVerificationTime";

/** Where the schema does not keep whether an address was proved, the old system's word is taken for it. */
export function isAddressVerified(schema: AnySchema, table: string, document: StoredDocument): boolean {
  return !hasField(schema, table, verifiedField) || typeof document[verifiedField] === "number";
}
