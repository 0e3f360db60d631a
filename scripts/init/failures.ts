import { defineFailures } from "../errors.js";

export const initFailures = defineFailures({
  unknownJqTable: {
    code: "CUT1902",
    title: "--jq names a table that the source does not have",
    means: "A filter belongs to a JSON file by its name.",
    why: "The filter would be ignored.",
    next: "Name a table of the list in the message.",
    example: "npx cutover init ./data --jq 'posts=.posts[]'",
  },
  fileInTheWay: {
    code: "CUT1903",
    title: "init would overwrite a file",
    means: "A file exists already with other content than init would write.",
    why: "What you wrote there would be lost.",
    next: "Move it away or overwrite it knowingly.",
    example: "npx cutover init postgres://user@localhost/shop --force",
  },
  nothingToMigrate: {
    code: "CUT4901",
    title: "The source has no table that can be migrated",
    means: "It is empty, this user sees none of its tables, or all of them belong to a tool.",
    why: "A plan of no tables does nothing.",
    next: "Check the database's name, the schema and the user's rights.",
    example: "psql postgres://user@localhost/shop -c '\\dt *.*'",
  },
});
