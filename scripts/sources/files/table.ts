import type { BrokenRow, Row, SourceFile, SourceTable } from "../source.js";

/** What a file (or a part of one) gives as one table. */
export interface FileTable {
  readonly name: string;
  /** From a first pass over the file, made once: every column of every row, and how many rows there are. */
  describe(): Promise<SourceTable>;
  /** Rows in the order of the columns that `describe` names. */
  read(): AsyncIterable<readonly (Row | BrokenRow)[]>;
  files(): readonly SourceFile[];
}
