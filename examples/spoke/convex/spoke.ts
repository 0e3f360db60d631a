/** How Spoke keeps things, for the plan. Pure: texts of columns in, texts or values out. */
import type { Value } from "convex/values";
import type { TextRow } from "../../../convex/client/index.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** Spoke writes '' for "nothing", also where JSON belongs. */
export function nullIfEmpty(text: string | null | undefined): string | null {
  return text === undefined || text === "" ? null : text;
}

/** An organisation's settings: JSON in a text column, or ''. */
export function feature(features: string | null | undefined, name: string): string | undefined {
  const settings = JSON.parse(nullIfEmpty(features) ?? "{}") as Readonly<Record<string, unknown>>;
  const value = settings[name];
  return typeof value === "string" ? value : undefined;
}

/** The code of the last error among Twilio's answers, which stand one after the other as JSON texts. */
export function lastErrorCode({ service_response: answers }: TextRow): number | undefined {
  const codes = [...(answers ?? "").matchAll(/"(?:error_code|code)":\s*(\d+)/g)].map(([, code]) => Number(code));
  return codes.at(-1);
}

/** The messaging services of the environment, in the order in which Spoke counts them: variables by name, then as written. */
export function sharedServices(env: Environment): string[] {
  const names = Object.keys(env).filter((name) => name.startsWith("TWILIO_MESSAGE_SERVICE_SIDS"));
  return names
    .toSorted((left, right) => (left < right ? -1 : 1))
    .flatMap((name) => (env[name] ?? "").split(","))
    .map((sid) => sid.trim())
    .filter((sid) => sid !== "");
}

/** Which service a cell's conversations go through: the organisation's own, or the one its character codes add up to. */
export function serviceOf(cell: string, features: string | null | undefined, env: Environment): string | null {
  const services = sharedServices(env);
  const sum = Array.from({ length: cell.length }, (_, index) => cell.charCodeAt(index)).reduce((a, b) => a + b, 0);
  return feature(features, "message_service_sid") ?? services[sum % services.length] ?? null;
}

/**
 * The name a column of an upload has in `customFields`: what Convex refuses (a leading `$`, letters beyond ASCII) and `%`
 * are percent-encoded, so that `decodeURIComponent` gives the name that scripts use.
 */
export function customFieldName(column: string): string {
  return column.replaceAll(/^\$|%|[^\x20-\x7e]+/g, (part) => (part === "$" ? "%24" : encodeURIComponent(part)));
}

/** For rows that become one: the word that stands later in this order wins. */
export function laterOf(...order: readonly string[]) {
  const rank = (word: Value | undefined) => (typeof word === "string" ? order.indexOf(word) : -1);
  return (kept: Value | undefined, lost: Value | undefined) => (rank(lost) > rank(kept) ? lost : kept);
}

export function eitherOf(kept: Value | undefined, lost: Value | undefined): boolean {
  return kept === true || lost === true;
}
