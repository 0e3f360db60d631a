import { CutoverError } from "../errors.js";
import { taskFailures } from "./failures.js";

/** What stands after `cutover tasks`. */
export type TaskWords =
  | { readonly verb: "list" }
  | { readonly verb: "schedule"; readonly name?: string }
  | { readonly verb: "run" | "dry-run" | "cancel" | "undo" | "close"; readonly name: string }
  | { readonly verb: "confirm"; readonly name: string; readonly item: string; readonly reason: string };

const forms: Readonly<Record<TaskWords["verb"], string>> = {
  list: "list",
  schedule: "schedule [task]",
  run: "run <task>",
  "dry-run": "dry-run <task>",
  cancel: "cancel <task>",
  undo: "undo <task>",
  confirm: "confirm <task> <item> [reason]",
  close: "close <task>",
};

const most: Readonly<Record<TaskWords["verb"], number>> = {
  list: 0,
  schedule: 1,
  run: 1,
  "dry-run": 1,
  cancel: 1,
  undo: 1,
  confirm: 3,
  close: 1,
};

export function parseTaskWords([verb = "list", ...rest]: readonly string[]): TaskWords {
  if (!isVerb(verb)) throw misuse(`cutover tasks knows no "${verb}"`);
  const form = `cutover tasks ${forms[verb]}`;
  if (rest.length > most[verb]) throw misuse(`"${rest.slice(most[verb]).join(" ")}" is too much for ${form}`);
  const [name, item, reason = ""] = rest;
  if (verb === "list") return { verb };
  if (verb === "schedule") return name === undefined ? { verb } : { verb, name };
  if (name === undefined) throw misuse(`${form}: which task?`);
  if (verb !== "confirm") return { verb, name };
  if (item === undefined) throw misuse(`${form}: which item? cutover tasks run ${name} lists them`);
  return { verb, name, item, reason };
}

function isVerb(verb: string): verb is TaskWords["verb"] {
  return Object.hasOwn(forms, verb);
}

function misuse(what: string): CutoverError {
  return new CutoverError(taskFailures.unknownTask, {
    what,
    next: `cutover tasks ${Object.values(forms).join(" | ")}`,
  });
}
