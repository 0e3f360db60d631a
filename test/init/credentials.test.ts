import { expect, test } from "vitest";
import { holdsCredential, isCredential } from "../../scripts/init/credentials.js";

const columns = (names: string) =>
  names.split(" ").map((each) => {
    const [name, type = "text"] = each.split(":");
    return { name: name!, type, nullable: true };
  });

test.each([
  ["Firebase's export", "localId email passwordHash salt lastSignedInAt", "passwordHash salt"],
  [
    "Firebase's export with its parameters",
    "email passwordHash salt signerKey saltSeparator memCost:integer",
    "passwordHash salt signerKey saltSeparator memCost",
  ],
  ["a hash that is called nothing else, because of its salt", "email hash salt", "hash salt"],
  [
    "scrypt's parameters beside a password",
    "email password scrypt_n:integer scrypt_r:integer kdf_params:jsonb",
    "password scrypt_n scrypt_r kdf_params",
  ],
  ["ASP.NET's", "Email PasswordHash SecurityStamp ConcurrencyStamp", "PasswordHash SecurityStamp"],
  ["a salt in bytes", "email:citext crypted_password password_salt:bytea", "crypted_password password_salt"],
  ["salt in a recipe", "dish salt pepper", ""],
  ["a commit's hash, a file's digest", "path commit_hash digest", ""],
  ["salt beside a price's hash of none", "name salt:numeric sugar", ""],
  ["memory cost of a machine", "name memory_cost:integer disk_cost:integer", ""],
])("%s", (_name, names, expected) => {
  const table = columns(names);
  expect(
    table
      .filter((column) => isCredential(column, table))
      .map(({ name }) => name)
      .join(" "),
  ).toBe(expected);
});

test.each([
  ['{"password":{"bcrypt":"$2b$10$abc"}}', true],
  ['{"auth":{"passwordHash":"x","salt":"y"}}', true],
  ['[{"provider":"x","idToken":"eyJhbGciOiJI.eyJzdWIiOiIxMjM0.sig"}]', true],
  ['{"passwordChangedAt":1710000000}', false],
  ['{"password":""}', false],
  ['{"theme":"dark","note":"the password is secret"}', false],
])("JSON %s holds a credential: %s", (json, expected) => {
  expect(holdsCredential(json)).toBe(expected);
});
