/** Under this name an opened table carries the one it was made from. Registered, since the command may load another copy of this module. */
const key = Symbol.for("convex-cutover.finalTable");

/** Remembers what a table of the schema will be again after the clean-up. */
export function rememberFinal<Table extends object>(open: Table, final: object): Table {
  return Object.defineProperty(open, key, { value: final });
}

/** The table as the final schema has it; itself when it was never opened. */
export function finalTableOf<Table extends object>(table: Table): Table {
  return (table as { readonly [key]?: Table })[key] ?? table;
}
