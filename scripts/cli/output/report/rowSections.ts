import { remedyOf } from "../../../check/remedies.js";
import type { Report, ReportedTable } from "../../../report/report.js";
import { renderMatchClasses } from "../renderStatus.js";
import { renderUnmigrated } from "../renderUnmigrated.js";
import type { ReportContent } from "./content.js";
import { list, picture, type Row, type Section, table, text } from "./section.js";
import { renderUtc } from "../utc.js";
import { count } from "./verdict.js";

export function describeTables({ report: { tables } }: ReportContent): Section {
  const sum = (pick: (table: ReportedTable) => number | null) => {
    const known = tables.map(pick).filter((each) => each !== null);
    return known.length === 0 ? null : known.reduce((all, each) => all + each, 0);
  };
  const rows = tables.map((each): Row => [each.table, ...counts.map(([, pick]) => pick(each)), sayVerified(each)]);
  const verified = tables.filter((each) => each.verified === true).length;
  const total: Row = ["total", ...counts.map(([, pick]) => sum(pick)), `${verified} of ${tables.length}`];
  return {
    id: "tables",
    title: "Tables",
    blocks: [
      picture("tables"),
      ...table("Row counts of every table", ["table", ...counts.map(([title]) => title), "verified"], [...rows, total]),
      text("read = written + rejected + filtered + merged. Loaded are documents in Convex; – is not known yet."),
    ],
  };
}

const counts: readonly [title: string, pick: (table: ReportedTable) => number | null][] = [
  ["read", ({ read }) => read],
  ["written", ({ written }) => written],
  ["rejected", ({ rejected }) => rejected],
  ["filtered", ({ filtered }) => filtered],
  ["merged", ({ merged }) => merged],
  ["loaded", ({ loaded }) => loaded],
  ["open issues", ({ issues }) => issues?.open ?? null],
];

function sayVerified({ verified }: ReportedTable): string | null {
  return verified === null ? null : verified ? "yes" : "NO";
}

/** Rejected rows with examples, and what somebody has decided to live without. */
export function describeRejected({ report, rejected, mask }: ReportContent): Section {
  const byCode = report.tables.flatMap(({ table: name, rejectedByCode }) =>
    Object.entries(rejectedByCode).map(([code, rows]): Row => [name, code, rows, remedyOf(code)]),
  );
  const examples = rejected.flatMap(({ table: name, column, code, first }) =>
    first.map(({ key, reasons }): Row => {
      const message = mask.values(reasons.map((reason) => reason.message).join(" "));
      return [name, mask.key(key), column, message ?? code];
    }),
  );
  const waived = (report.waivers ?? []).map(({ of, table: name, key, code, rows, reason, by, at }): Row => {
    const which =
      key === null ? `code ${code}${rows === undefined ? "" : `, up to ${count(rows, "row")}`}` : mask.key(key);
    return [of, name, which, mask.words(reason), by, renderUtc(at)];
  });
  const replaced = report.tables.flatMap(({ table: name, replaced: columns = {} }) =>
    Object.entries(columns).map(([column, values]): Row => [name, column, values]),
  );
  return {
    id: "rejected",
    title: "Rejected and waived rows",
    blocks: [
      ...(byCode.length === 0 ? [text("No row was rejected.")] : []),
      ...table("Rejected rows by reason", ["table", "code", "reasons", "what to do"], byCode),
      ...table("Examples of rejected rows", ["table", "key", "column", "why"], examples),
      ...table("Values replaced by .invalid(…)", ["table", "column", "values"], replaced),
      ...table("Waived", ["of", "table", "which", "reason", "by", "at"], waived),
    ],
  };
}

export function describeUsers({ report: { tables } }: ReportContent): Section[] {
  const rows = tables.flatMap(({ table: name, users, matched }): Row[] => {
    const classes = renderMatchClasses(users ?? {});
    return classes === "" ? [] : [[name, matched, classes]];
  });
  if (rows.length === 0) return [];
  const blocks = table("Users matched to accounts", ["table", "matched", "classes of match"], rows);
  return [{ id: "users", title: "Users", blocks }];
}

/** References that were written, and the rows that stages could not finish by themselves. */
export function describeReferences({ report: { tables }, issues, mask }: ReportContent): Section {
  const written = tables.flatMap(({ table: name, resolved }): Row[] => (resolved === null ? [] : [[name, resolved]]));
  const codes = tables.flatMap(({ table: name, issuesByCode }) =>
    Object.entries(issuesByCode).map(([code, rows]): Row => [name, code, rows]),
  );
  const examples = issues.flatMap(({ table: name, code, field = "", first }) =>
    first.map(({ legacyKey, message }): Row => [name, mask.key(legacyKey), field, mask.values(message) ?? code]),
  );
  return {
    id: "references",
    title: "References and issues",
    blocks: [
      ...table("References written", ["table", "references"], written),
      ...(codes.length === 0 ? [text("No issue was found.")] : []),
      ...table("Issues by kind and state", ["table", "kind and state", "rows"], codes),
      ...table("Examples of open issues", ["table", "key", "field", "what"], examples),
    ],
  };
}

export function describeUnmigrated({ report: { unmigrated } }: ReportContent): Section {
  const lines = renderUnmigrated(unmigrated ?? []);
  const blocks = lines.length === 0 ? [text("Every table and column of the source is migrated.")] : list(lines);
  return { id: "not-migrated", title: "Not migrated", blocks };
}

/** For the first page. */
export function totalsOf({ tables }: Report): Row[] {
  const sum = (pick: (table: ReportedTable) => number | null) =>
    tables.reduce((all, each) => all + (pick(each) ?? 0), 0);
  return [
    ["rows read", sum(({ read }) => read)],
    ["documents written", sum(({ written }) => written)],
    ["rows rejected", sum(({ rejected }) => rejected)],
    ["documents in Convex", sum(({ loaded }) => loaded)],
    ["open issues", sum(({ issues }) => issues?.open ?? 0)],
    ["tables verified", `${tables.filter(({ verified }) => verified === true).length} of ${tables.length}`],
  ];
}
