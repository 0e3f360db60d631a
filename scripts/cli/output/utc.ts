/** `2026-11-30 20:04 UTC`: the same on every machine. `at`: epoch milliseconds, or ISO 8601. */
export function renderUtc(at: number | string): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
