import { createHash } from "node:crypto";

/**
 * A UUID (version 8, RFC 9562) for a document that the old database does not have: made of its Convex id, so that the same
 * document has the same key whenever it is asked for.
 */
export function mintKey(id: string): string {
  const bytes = createHash("sha256").update(`convex-cutover:${id}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
