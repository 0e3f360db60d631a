import type { Document } from "../../convex/shared/document/document.js";
import { beforeSetAside, type SignIn, signInMethods } from "../../convex/shared/users/setAside.js";
import { decodeDocument } from "../rows/write/documentLines.js";
import type { Snapshot } from "../run/snapshot.js";
import type { FieldChange } from "./changeFile.js";

/**
 * Sign-ins that the migration has set aside, because a migrated one has the same address: once that is gone they are what they
 * were. As many as operators have decided about.
 */
export class GivenBack {
  /** What they were, and whether it is anybody's who stays. */
  private readonly signIns = new Map<string, { isTaken: boolean }>();

  static async read(now: Snapshot, table: string): Promise<GivenBack> {
    const given = new GivenBack();
    if (table !== signInMethods) return given;
    for await (const line of now.lines(table)) {
      const before = beforeSetAside(decodeDocument(line, "zip"));
      if (before !== null) given.signIns.set(nameOf(before), { isTaken: false });
    }
    return given;
  }

  get isEmpty(): boolean {
    return this.signIns.size === 0;
  }

  /** A document that stays. Of two with one sign-in Convex Auth would find neither. */
  noteStaying(document: Document): void {
    const found = this.signIns.get(nameOf(document as unknown as SignIn));
    if (found !== undefined) found.isTaken = true;
  }

  /** Empty: it is no sign-in that was set aside. */
  fieldsOf(document: Document): Readonly<Record<string, FieldChange>> {
    const before = this.isEmpty ? null : beforeSetAside(document);
    if (before === null) return {};
    const changes = (["provider", "providerAccountId"] as const).map((name) => [
      name,
      { before: document[name], after: before[name] },
    ]);
    return Object.fromEntries(changes) as Readonly<Record<string, FieldChange>>;
  }

  /** Whether somebody else has this document's sign-in since. Known once every document was seen. */
  isTaken(document: Document): boolean {
    const before = beforeSetAside(document);
    return before !== null && this.signIns.get(nameOf(before))?.isTaken === true;
  }
}

function nameOf({ provider, providerAccountId }: SignIn): string {
  return JSON.stringify([provider, providerAccountId]);
}

/** What users wrote is told apart from what the migration did: it has set the sign-in aside, not they. */
export function withoutSetAside(table: string, document: Document): Document {
  const before = table === signInMethods ? beforeSetAside(document) : null;
  return before === null ? document : { ...document, ...before };
}
