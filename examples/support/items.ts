/** The item at an index that must exist. */
export function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error(`The generator needs an item ${index} and has ${items.length}.`);
  return item;
}
