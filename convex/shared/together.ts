/** What Convex sends to the database at once, well below the thousand calls that one function may have open. */
const atOnce = 500;

/** Asks for many things together, in their order: reads that are awaited together cost a sixteenth of the time. */
export async function mapTogether<T, R>(
  items: readonly T[],
  ask: (item: T) => Promise<R>,
  size: number = atOnce,
): Promise<R[]> {
  const answers: R[] = [];
  for (const chunk of chunksOf(items, size)) answers.push(...(await Promise.all(chunk.map(ask))));
  return answers;
}

export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
