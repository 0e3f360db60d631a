import { remedies } from "./remedies.js";

/** What may stand against a row: why export rejects it, or what match, resolve and cleanup could not finish. */
export interface RowCode {
  readonly code: string;
  /** The stages that say so. */
  readonly stages: readonly string[];
  readonly means: string;
  readonly next: string;
}

const settle = "npx cutover match settle <key> --keep <id>, or --keep self for a separate user.";
const inDoubt = (code: string, means: string, next = settle): RowCode => ({ code, stages: ["match"], means, next });

/** Issues: a person decides, and the app works meanwhile. */
const issues: readonly RowCode[] = [
  inDoubt(
    "several_old",
    "Several imported rows have the same address, so none of them can be told to be its owner.",
    `Where such rows are one user, say so in plan.ts, for every run: merge: { by: ["email"], keep: "legacyId" }. Otherwise row by row: ${settle}`,
  ),
  inDoubt("several_new", "More than one account has the row's address."),
  inDoubt(
    "unverified_account",
    "The account with the row's address never verified it: whoever signed up may be somebody else.",
  ),
  inDoubt(
    "unverified_legacy",
    "The old system never verified the row's address: whoever typed it may be somebody else.",
  ),
  inDoubt("changed_email", "An account has an address that the row had before."),
  inDoubt(
    "other_owner",
    "The row's sign-in method exists already, and belongs to another user.",
    "If they are one, settle the user as the issue says, then: npx cutover match",
  ),
  inDoubt(
    "no_email",
    "The row has no address, so no account can be matched to it. It holds nothing up.",
    "If the row is an account's: npx cutover match settle <key> --keep <account id>",
  ),
  {
    code: "missing_target",
    stages: ["resolve"],
    means: "A reference points to a row that is not in Convex.",
    next: 'Restore the target in the source, then: npx cutover catch-up. Or say in plan.ts what becomes of such references: ref(…, { missing: "clear" }) or "reject".',
  },
  {
    code: "ambiguous_target",
    stages: ["resolve"],
    means: "A reference points to a key that more than one document has.",
    next: "Make the key unique in the source, or let the reference name columns that are.",
  },
  {
    code: "list_changed",
    stages: ["resolve"],
    means:
      "A user changed a list of references after it was resolved, and an item of the source's list has no place in it.",
    next: "Look at the list in the app. Where an item is missing, add it there; the issue names its key.",
  },
  {
    code: "write_failed",
    stages: ["match", "resolve", "cleanup"],
    means: "Convex refused to write the document; the issue has its words.",
    next: "Fix what it says, in schema.ts or in the app's triggers, and type the stage's command again.",
  },
];

const rejections: readonly RowCode[] = Object.entries(remedies).map(([code, next]) => ({
  code,
  stages: ["check", "export"],
  means:
    "A row or a value does not fit. `cutover check` counts them; export writes rejected rows to rejected/<table>.jsonl, each with its reasons.",
  next,
}));

/** By code. */
export const rowCodes: ReadonlyMap<string, RowCode> = new Map(
  [...rejections, ...issues].map((each) => [each.code, each]),
);
