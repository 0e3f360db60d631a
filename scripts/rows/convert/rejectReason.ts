import type { Reject } from "../../../convex/shared/kinds/kind.js";

/** Why a row was rejected: the column (or `*`), a stable code, and a message for users. */
export interface RejectReason {
  readonly column: string;
  readonly code: string;
  readonly message: string;
}

export function toRejectReason(column: string, { code, message }: Reject): RejectReason {
  return { column, code, message };
}
