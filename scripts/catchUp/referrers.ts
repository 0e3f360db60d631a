import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import { type MovedKeys, placeOf } from "./affected.js";
import { readString } from "./documentRows.js";

/** Whether a line of the table's documents refers to a moved key; undefined where none of its references can. */
export function compileReferrer({ refs }: PlannedTable, moved: MovedKeys): ((line: string) => boolean) | undefined {
  const looks = refs.flatMap(({ legacyField, target, lookup }) => {
    const keys = moved.get(placeOf(target, lookup.field));
    return keys === undefined ? [] : [{ start: `${JSON.stringify(legacyField)}:"`, keys }];
  });
  if (looks.length === 0) return undefined;
  return (line) => looks.some(({ start, keys }) => refersTo(line, start, keys));
}

/** A field of the same name may stand inside of another one, so each of them is looked at; one too many does no harm. */
function refersTo(line: string, start: string, keys: ReadonlySet<string>): boolean {
  for (let at = line.indexOf(start); at !== -1; at = line.indexOf(start, at + 1)) {
    const [key] = readString(line, at + start.length - 1);
    if (keys.has(key)) return true;
  }
  return false;
}
