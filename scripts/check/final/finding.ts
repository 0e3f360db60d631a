import type { Finding } from "../finding.js";

/** Something that keeps the final schema from being deployed, or that is good to know before. */
export interface FinalFinding extends Pick<Finding, "code" | "table" | "count" | "examples" | "message" | "remedy"> {
  /** blocks: the narrowing would not pass, or something would break with it. note: it passes all the same. */
  readonly level: "blocks" | "note";
  readonly field?: string;
}
