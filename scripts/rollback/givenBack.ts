import type { Document } from "../../convex/shared/document/document.js";
import { beforeSetAside, type SignIn, signInMethods } from "../../convex/shared/users/setAside.js";
import { decodeDocument } from "../rows/write/documentLines.js";
import type { Snapshot } from "../run/snapshot.js";
import type { FieldChange, Keep, RollbackChange } from "./changeFile.js";

/**
 * Sign-ins that the migration has set aside, because a migrated one has the same address: once that is gone they are what they
 * were. As many as operators have decided about.
 */
export class GivenBack {
  /** What they were, and whether it is anybody's who stays. */
  private readonly signIns = new Map<string, { isTaken: boolean }>();
  private readonly aside: { readonly document: Document; readonly restored: Readonly<Record<string, FieldChange>> }[] =
    [];
  /** Those that cannot be given back. Known after `changes`. */
  stillAside = 0;

  static async read(now: Snapshot, table: string): Promise<GivenBack> {
    const given = new GivenBack();
    if (table !== signInMethods) return given;
    for await (const line of now.lines(table)) {
      const before = beforeSetAside(decodeDocument(line, "zip"));
      if (before !== null) given.signIns.set(nameOf(before), { isTaken: false });
    }
    return given;
  }

  /** A document that stays, with what else it gets back. False: it is no sign-in that was set aside. */
  take(document: Document, restored: Readonly<Record<string, FieldChange>>): boolean {
    if (this.signIns.size === 0) return false;
    if (beforeSetAside(document) !== null) return this.aside.push({ document, restored }) > 0;
    // Of two with one sign-in Convex Auth would find neither.
    const found = this.signIns.get(nameOf(document as unknown as SignIn));
    if (found !== undefined) found.isTaken = true;
    return false;
  }

  /** Once every document was seen: the sign-ins that nobody else has by now are what they were. */
  *changes(keep: Keep): Generator<RollbackChange> {
    for (const { document, restored } of this.aside) {
      const before = beforeSetAside(document)!;
      const isTaken = this.signIns.get(nameOf(before))?.isTaken === true;
      if (isTaken) this.stillAside += 1;
      const fields = isTaken ? restored : { ...restored, ...changesTo(document, before) };
      if (Object.keys(fields).length === 0) continue;
      const id = document._id as string;
      yield { kind: "restore", table: signInMethods, id, fields: JSON.stringify(fields), keep };
    }
  }
}

function changesTo(document: Document, before: SignIn): Record<string, FieldChange> {
  const names = ["provider", "providerAccountId"] as const;
  return Object.fromEntries(names.map((name) => [name, { before: document[name], after: before[name] }]));
}

function nameOf({ provider, providerAccountId }: SignIn): string {
  return JSON.stringify([provider, providerAccountId]);
}

/** What users wrote is told apart from what the migration did: it has set the sign-in aside, not they. */
export function withoutSetAside(table: string, document: Document): Document {
  const before = table === signInMethods ? beforeSetAside(document) : null;
  return before === null ? document : { ...document, ...before };
}
