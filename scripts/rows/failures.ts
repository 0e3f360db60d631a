import { defineFailures } from "../errors.js";

export const rowFailures = defineFailures({
  exportedFileChanged: {
    code: "CUT2301",
    title: "An exported file is not the one that was written",
    means: "A file of documents or of row hashes is gone, or its size or checksum differs from the manifest.",
    why: "What would be loaded or compared is not what was read from the source.",
    next: "Export again; do not edit files of a run.",
    example: "npx cutover export",
  },
  correctionUnusable: {
    code: "CUT1301",
    title: "A corrected row cannot be used",
    means: "A line of rejected/<table>.jsonl has a column that the source does not give, or a value that is no text.",
    why: "A correction that is ignored in part would look as if it had been taken.",
    next: "Write each value as the source prints it, as text, or null; then replay.",
    example: "npx cutover rejects replay",
  },
  mergedRowsChanged: {
    code: "CUT4301",
    title: "Rows changed while they were read",
    means: "The source has no snapshot, and rows that the plan merges differ between two passes.",
    why: "A merge of halves of two states would be a document that never existed.",
    next: "Stop writes to the source, or read a copy, then export again.",
    example: "npx cutover export ./copy-of-the-files",
  },
});
