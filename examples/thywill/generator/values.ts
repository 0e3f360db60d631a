import type { Random } from "../../support/random.js";

/** Text that no string can hold: SQLite keeps whatever bytes an app binds as text. */
export interface TextBytes {
  readonly storedAs: "text" | "blob";
  readonly bytes: Uint8Array;
}

/** What one column of one row stores, whatever the column's type says. */
export type Cell = string | number | null | TextBytes;
export type Row = Readonly<Record<string, Cell>>;

/** Microseconds since 1970 in UTC: what SQLAlchemy stores as `2025-06-15 14:35:12.123456`. */
export type Moment = number;

export const second = 1_000_000;
export const minute = 60 * second;
export const day = 24 * 60 * minute;

/** `2025-06-15` → its midnight. */
export function midnightOf(date: string): Moment {
  return Date.parse(`${date}T00:00:00Z`) * 1000;
}

/** The way SQLAlchemy writes a naive datetime: always six digits after the point, no zone. */
export function printMoment(moment: Moment): string {
  const iso = new Date(Math.floor(moment / 1000)).toISOString();
  const micros = String(moment % 1000).padStart(3, "0");
  return `${iso.slice(0, 10)} ${iso.slice(11, 23)}${micros}`;
}

/** The start of its minute: what an archive says of a moment, and so what the importer made of it. */
export function minuteOf(moment: Moment): Moment {
  return moment - (moment % minute);
}

/** A moment of that day at which no second is 0 and no write that follows at once falls into the next minute. */
export function momentOf(random: Random, midnight: Moment): Moment {
  const minutes = random.between(6 * 60, 22 * 60);
  return midnight + minutes * minute + random.between(1, 57) * second + random.between(1, 999_000);
}

/** What `uuid4().hex` and `secrets.token_hex(16)` give. */
export function hexId(random: Random): string {
  return random.text(32, "0123456789abcdef");
}

/** Microseconds between two rows of one kind that the app writes in one request. */
export const betweenWrites = 350;
/** Microseconds between a mark or an attribute and the log entry of the same request. */
export const logDelay = 5_000;

export function latin1Text(text: string): TextBytes {
  return { storedAs: "text", bytes: Uint8Array.from(text, (char) => char.codePointAt(0) ?? 0) };
}

export function blob(bytes: readonly number[]): TextBytes {
  return { storedAs: "blob", bytes: Uint8Array.from(bytes) };
}

export function renderLiteral(cell: Cell): string {
  if (cell === null) return "NULL";
  if (typeof cell === "number") return String(cell);
  if (typeof cell !== "string") return renderBytes(cell);
  // A statement ends at NUL, so such text goes in by its bytes.
  if (cell.includes("\0")) return renderBytes({ storedAs: "text", bytes: new TextEncoder().encode(cell) });
  return `'${cell.replaceAll("'", "''")}'`;
}

function renderBytes({ storedAs, bytes }: TextBytes): string {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return storedAs === "blob" ? `x'${hex}'` : `CAST(x'${hex}' AS TEXT)`;
}
