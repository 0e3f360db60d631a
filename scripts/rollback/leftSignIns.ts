import type { Document } from "../../convex/shared/document/document.js";
import { hashStored } from "../../convex/shared/document/hashStored.js";
import { signInMethods } from "../../convex/shared/users/setAside.js";
import { KeySet } from "../rows/keys/keySet.js";
import { decodeDocument, readStrings } from "../rows/write/documentLines.js";
import { Snapshot } from "../run/snapshot.js";
import type { Keep, RollbackChange } from "./changeFile.js";
import type { GivenBack } from "./givenBack.js";

const usersTable = "users";

/** Sign-ins that were made since the migration and lead to nobody once its users are gone: they would shut out whoever has them. */
export class LeftSignIns {
  /** Those who stay. */
  private readonly users = new KeySet();
  count = 0;

  private constructor(
    private readonly before: KeySet,
    private readonly isMigrated: boolean,
  ) {}

  /** `isMigrated`: only where the plan has users do any of them go. */
  static async read(backup: string, isMigrated: boolean): Promise<LeftSignIns> {
    const before = new KeySet();
    const snapshot = await Snapshot.openIfThere(backup);
    if (snapshot === null) return new LeftSignIns(before, false);
    try {
      for await (const line of snapshot.lines(signInMethods)) before.add(readStrings(line)["_id"] as string);
    } finally {
      snapshot.close();
    }
    return new LeftSignIns(before, isMigrated);
  }

  noteStaying(table: string, { _id }: Document): void {
    if (table === usersTable) this.users.add(_id as string);
  }

  /** Once every user was seen. */
  isLeft(table: string, { _id, userId }: Document): boolean {
    if (!this.isMigrated || table !== signInMethods || this.before.has(_id as string)) return false;
    const isLeft = !this.users.has(userId as string);
    if (isLeft) this.count += 1;
    return isLeft;
  }
}

/** What becomes of Convex Auth's sign-ins where the plan does not migrate them: operators and users have written them. */
export async function* changesOfUnplanned(
  now: Snapshot,
  { given, left, keep }: { readonly given: GivenBack; readonly left: LeftSignIns; readonly keep: Keep },
): AsyncGenerator<RollbackChange> {
  for await (const line of now.lines(signInMethods)) {
    const document = decodeDocument(line, "zip");
    if (left.isLeft(signInMethods, document))
      yield { kind: "remove", table: signInMethods, id: document._id as string, hash: hashStored(document) };
    else given.take(document, {});
  }
  yield* given.changes(keep);
}
