import { itemAt } from "../../support/items.js";
import { dirt } from "./dirt.js";
import type { DataRow } from "./values.js";

const { forwardReferences, backwardReferences } = dirt.carried;

/** Points `duplicate_of` at rows that stand later, at rows that stand earlier, and once in a circle. */
export function linkDuplicates(inFileOrder: readonly DataRow[], candidates: readonly DataRow[]): void {
  const position = new Map(inFileOrder.map((row, index) => [row, index]));
  const inOrder = candidates.toSorted((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0));
  let taken = 0;
  const take = (): [earlier: DataRow, later: DataRow] => {
    taken += 1;
    return [itemAt(inOrder, taken - 1), itemAt(inOrder, inOrder.length - taken)];
  };
  for (let count = 0; count < forwardReferences; count++) {
    const [earlier, later] = take();
    earlier["duplicate_of"] = later["id"] ?? null;
  }
  for (let count = 0; count < backwardReferences; count++) {
    const [earlier, later] = take();
    later["duplicate_of"] = earlier["id"] ?? null;
  }
  const [first, second] = take();
  first["duplicate_of"] = second["id"] ?? null;
  second["duplicate_of"] = first["id"] ?? null;
}
