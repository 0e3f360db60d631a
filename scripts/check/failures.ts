import { defineFailures } from "../errors.js";

export const checkFailures = defineFailures({
  noDeployment: {
    code: "CUT1921",
    title: "No deployment is chosen",
    means: "check --final reads every document of a deployment.",
    why: "Nothing says which one.",
    next: "Choose it by a flag or a deploy key.",
    example: "npx cutover check --final --prod",
  },
  folderMissing: {
    code: "CUT1922",
    title: "A folder of --code does not exist",
    means: "The path is relative to the folder you are in.",
    why: "Code that reads legacy fields would not be found.",
    next: "Correct the path.",
    example: "npx cutover check --final --code src",
  },
});
