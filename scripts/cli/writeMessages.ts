import { fileURLToPath } from "node:url";
import { writeFileAtomically } from "../run/files.js";
import { rowCodes } from "../check/rowCodes.js";
import { failureKinds } from "./explain.js";
import { renderMessages } from "./output/renderExplained.js";

await writeFileAtomically(
  fileURLToPath(new URL("../../docs/messages.md", import.meta.url)),
  renderMessages(failureKinds, rowCodes.values()),
);
