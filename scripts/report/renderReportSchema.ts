import { z } from "zod";
import { reportFormat, vReport } from "./report.js";

/** report.schema.json: the JSON Schema of report.json, for tools that read it. */
export function renderReportSchema(): string {
  const content = z.object({ version: z.literal(reportFormat.version), ...vReport.shape });
  const schema = z.toJSONSchema(content, {
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly;
      // Later versions of this command may add fields without counting up the version.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  return `${JSON.stringify(schema, null, 2)}\n`;
}
