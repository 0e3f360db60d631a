import type { SourceColumn, SourceTable } from "../../sources/source.js";

/** `email`, `EmailAddress`, `E-Mail`, Clerk's `primary_email_address`: a user's one address, not `contact_email`. */
export function isEmailName(name: string): boolean {
  return /^(?:primary[-_ ]?)?e[-_ ]?mail(?:[-_ ]?address)?$/i.test(name);
}

/** The column with the addresses of the table's rows. NocoDB has a type for it, whatever the column is called. */
export function findAddressColumn({ columns }: SourceTable): SourceColumn | undefined {
  return columns.find(({ name }) => isEmailName(name)) ?? columns.find(({ type }) => type === "Email");
}
