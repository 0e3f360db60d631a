/** Rows with a meaning of their own: `count` of them from the place `from`, each `step`-th one. */
export interface Range {
  readonly from: number;
  readonly count: number;
  readonly step?: number;
}

export function holds({ from, count, step = 1 }: Range, place: number): boolean {
  return place >= from && place < from + count * step && (place - from) % step === 0;
}

export function placesOf({ from, count, step = 1 }: Range): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + index * step);
}
