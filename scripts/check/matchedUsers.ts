import type { Document } from "../../convex/shared/document/document.js";
import type { Raw } from "../../convex/shared/kinds/kind.js";
import { addressKey, type PlannedTable } from "../../convex/shared/plan/plan.js";
import { KeySet } from "../rows/keys/keySet.js";
import { Examples, type Finding, type Level } from "./finding.js";

const verifiedField = "emailVerificationTime";

/** The field users are matched by: duplicate, variant, missing and unverified addresses. */
export class MatchedUsers {
  private readonly seen = new KeySet();
  private readonly seenAsWritten = new KeySet();
  private readonly twice = new KeySet();
  private readonly column: string;
  private readonly isNormalized: boolean;
  private readonly mapsVerified: boolean;
  private readonly duplicate = new Examples();
  private readonly variant = new Examples();
  private readonly untidy = new Examples();
  private readonly missing = new Examples();
  private readonly unverified = new Examples();

  /** `hasVerifiedField`: schema.ts has the field in which Convex Auth keeps when an address was verified. */
  constructor(
    private readonly table: PlannedTable,
    private readonly match: string,
    private readonly hasVerifiedField: boolean,
  ) {
    const field = table.fields.find(({ name }) => name === match);
    this.column = field?.columns[0] ?? match;
    this.isNormalized = field?.role.kind === "value" && field.role.of.name === "email";
    this.mapsVerified = table.fields.some(({ name }) => name === verifiedField);
  }

  /** The source's column, whose text `take` wants as it was written. */
  get sourceColumn(): string {
    return this.column;
  }

  /** The fields of a document that `take` looks at. */
  get fields(): string[] {
    return [this.match, verifiedField];
  }

  take(key: string, document: Document, written: Raw): void {
    const value = document[this.match];
    // As the match stage compares users.
    const address = addressKey(value);
    if (address === null) return this.missing.add(key);
    const text = written ?? address;
    if (text !== address) this.untidy.add(key);
    if (this.mapsVerified && typeof document[verifiedField] !== "number") this.unverified.add(key);
    this.compare(key, address, text);
  }

  /** Both rows of a pair count, although only the second one's key is known by then. */
  private compare(key: string, address: string, text: string): void {
    const isSameText = !this.seenAsWritten.add(text);
    if (this.seen.add(address)) return;
    const group = isSameText ? this.duplicate : this.variant;
    if (this.twice.add(address)) group.count += 1;
    group.add(key);
  }

  findings(): Finding[] {
    const { duplicate, variant, untidy, missing, unverified } = this;
    return [
      ...this.finding("duplicate_email", "warning", duplicate, "an address that another row also has", doubles),
      ...this.finding(
        "case_variant_email",
        "warning",
        variant,
        `an address that another row also has, ${variants} (of each pair, the keys name the later row)`,
        doubles,
      ),
      ...this.untidyFinding(untidy),
      ...this.finding(
        "missing_email",
        "warning",
        missing,
        "no address, so they cannot be matched to an account",
        `Fill it in, or give these users another way to sign in before the switch.`,
      ),
      ...this.finding(
        "unverified_email",
        "warning",
        unverified,
        "an address the old system never verified: where an account has it, match leaves that to you, and signing in by the address alone does not open the row",
        "Let them verify it in the old system, or import their authAccounts (provider and id), which takes precedence over matching by email.",
      ),
      ...this.unmappedFinding(),
    ];
  }

  private untidyFinding(untidy: Examples): Finding[] {
    const words = "an address with capital letters, surrounding spaces or letters in another Unicode form";
    return this.isNormalized
      ? this.finding(
          "untidy_email",
          "info",
          untidy,
          `${words}: it arrives trimmed, in lower case and composed`,
          "Nothing to do; lower-case and trim addresses at sign-in, too.",
        )
      : this.finding(
          "untidy_email",
          "warning",
          untidy,
          `${words}, which the plan keeps: Convex Auth compares addresses exactly`,
          `Read the column with email() in plan.ts.`,
        );
  }

  private unmappedFinding(): Finding[] {
    if (this.mapsVerified || !this.hasVerifiedField) return [];
    return [
      {
        code: "verification_not_mapped",
        level: "warning",
        table: this.table.name,
        column: verifiedField,
        count: 1,
        examples: [],
        message: `The plan writes no ${verifiedField}, so Convex Auth treats imported addresses as unverified and creates a second user at sign-in.`,
        remedy: `Map the column that says when the address was verified: timestamp().optional().as("${verifiedField}").`,
      },
    ];
  }

  private finding(code: string, level: Level, { count, keys }: Examples, words: string, remedy: string): Finding[] {
    if (count === 0) return [];
    const message = count === 1 ? `1 row has ${words}.` : `${count} rows have ${words}.`;
    return [{ code, level, table: this.table.name, column: this.column, count, examples: keys, message, remedy }];
  }
}

const variants = "once trimmed and in lower case";
const doubles = "Merge these users in the source, or decide after match: cutover match settle <key> --keep <id|self>.";
