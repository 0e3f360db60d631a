import type { Document } from "../../convex/shared/document/document.js";
import { decodeDocument } from "../rows/write/documentLines.js";
import type { Snapshot } from "../run/snapshot.js";
import { fingerprintTexts, ownTexts } from "./documentTexts.js";
import { HashMap, isSame } from "./hashMap.js";

/** How a document stands to an earlier export. */
export type Standing = "new" | "same" | "changed";

/** The documents of a table in an earlier export, by id: those of a later one are compared with them. Memory: some 30 bytes a document. */
export class EarlierDocuments {
  private readonly known = new HashMap();

  /** `isMeant`: whether the document is to be there later, too. */
  static async read(
    earlier: Snapshot,
    table: string,
    isMeant: (id: string) => boolean = () => true,
  ): Promise<EarlierDocuments> {
    const documents = new EarlierDocuments();
    for await (const document of readDocuments(earlier, table)) {
      const id = document._id as string;
      if (isMeant(id)) documents.known.set(id, fingerprintOf(document));
    }
    return documents;
  }

  /** Each document once. */
  meet(document: Document): Standing {
    const id = document._id as string;
    const before = this.known.get(id);
    this.known.markFound(id);
    if (before === undefined) return "new";
    return isSame(before, fingerprintOf(document)) ? "same" : "changed";
  }

  /** Documents that were not met. */
  get missing(): number {
    return this.known.missing;
  }
}

export async function* readDocuments(snapshot: Snapshot, table: string): AsyncGenerator<Document> {
  for await (const line of snapshot.lines(table)) yield decodeDocument(line, "zip");
}

function fingerprintOf(document: Document) {
  return fingerprintTexts(ownTexts(null, document, []));
}
