import { fileURLToPath } from "node:url";
import { writeFileAtomically } from "../run/files.js";
import { renderReportSchema } from "./renderReportSchema.js";

await writeFileAtomically(fileURLToPath(new URL("report.schema.json", import.meta.url)), renderReportSchema());
