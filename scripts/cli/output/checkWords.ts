import type { CheckedTable } from "../../check/tableCheck.js";

/** `512 B`, `1.1 KiB`, `3.4 MiB`. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const [size, unit] =
    bytes < 1024 ** 2
      ? [bytes / 1024, "KiB"]
      : bytes < 1024 ** 3
        ? [bytes / 1024 ** 2, "MiB"]
        : [bytes / 1024 ** 3, "GiB"];
  return `${size.toFixed(1)} ${unit}`;
}

/** `2 rejected: 1 infinity, 1 orphan`. */
export function rejectedWords({ rejected, rejectedByCode }: CheckedTable): string {
  return `${rejected} rejected: ${rejectedByCode.map(({ code, count }) => `${count} ${code}`).join(", ")}`;
}
