import { defineFailures } from "../errors.js";

export const taskFailures = defineFailures({
  unknownTask: {
    code: "CUT1931",
    title: "The words after `tasks` cannot be understood",
    means: "The verb is unknown, its name is missing, or the plan has no task of that name.",
    why: "A guess could run or undo another task.",
    next: "Use one of the forms in the message; list shows the names.",
    example: "npx cutover tasks list",
  },
});
