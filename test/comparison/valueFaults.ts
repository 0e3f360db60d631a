import type { Value } from "convex/values";
import { type Inject, places, put } from "./places.js";
import { pick, type Random } from "./randomMigration.js";

/** Another value in a field of this kind. */
function value(
  kind: string,
  isFit: (value: Value) => boolean,
  change: (value: never, random: Random) => Value,
): Inject {
  return (migration, random) => {
    const found = places(migration).flatMap((place) =>
      [...migration.kindOf.get(place.table)!].flatMap(([name, is]) => {
        const now = place.document[name];
        return is === kind && now !== undefined && isFit(now) ? [{ place, name, now }] : [];
      }),
    );
    if (found.length === 0) return null;
    const { place, name, now } = pick(random, found);
    put(migration.deployed, place, { [name]: change(now as never, random) });
    return [{ table: place.table, key: place.key, kind: "changed", fields: [{ name, kind: "value" }] }];
  };
}

export const valueFaults: Readonly<Record<string, Inject>> = {
  "one code point in another normal form": value(
    "text",
    (text) => typeof text === "string" && text !== text.normalize("NFD"),
    (text: string) => text.normalize("NFD"),
  ),
  "a truncated text": value(
    "text",
    (text) => typeof text === "string" && text.length > 200,
    (text: string) => text.slice(0, 255),
  ),
  "a backslash that doubled": value(
    "text",
    (text) => typeof text === "string" && text.includes("\\"),
    (text: string) => text.replaceAll("\\", "\\\\"),
  ),
  "an empty text that became absent": value(
    "text",
    (text) => text === "",
    () => undefined as never,
  ),
  "a value that became null": value(
    "number",
    () => true,
    () => null,
  ),
  "-0": value(
    "number",
    (number) => number === 0,
    () => -0,
  ),
  "the last bit of a double": value(
    "number",
    (number) => number === 0.1 + 0.2,
    () => 0.3,
  ),
  "an int64 at its end": value(
    "int64",
    (int) => int === 2n ** 63n - 1n,
    () => 2n ** 63n - 2n,
  ),
  "an int64 that went through a double": value(
    "int64",
    (int) => int === 9007199254740993n,
    () => 9007199254740992n,
  ),
  "an int64 that became another by one": value(
    "int64",
    (int) => int === 0n,
    () => 1n,
  ),
  "a lost array element": value(
    "list",
    (list) => Array.isArray(list),
    (list: Value[]) => list.slice(1),
  ),
  "two array elements in another order": value(
    "list",
    (list) => Array.isArray(list) && list.length > 1 && list[0] !== list.at(-1),
    (list: Value[]) => list.toReversed(),
  ),
  "a shifted day": value(
    "date",
    () => true,
    (day: string) => `${day.slice(0, 8)}2${day.slice(9)}`,
  ),
  "an hour of another zone": value(
    "timestamp",
    () => true,
    (time: number) => time + 3_600_000,
  ),
  "a flag that turned": value(
    "flag",
    () => true,
    (flag: boolean) => !flag,
  ),
  "a field deep inside of an object": value(
    "json",
    () => true,
    (object: { b: Value[] }) => ({ ...object, b: [...object.b.slice(0, 2), { c: false }] }),
  ),
  "one byte": value(
    "bytes",
    () => true,
    (bytes: ArrayBuffer) =>
      Uint8Array.from([...new Uint8Array(bytes).slice(0, 2), 255 - new Uint8Array(bytes)[2]!]).buffer,
  ),
};
