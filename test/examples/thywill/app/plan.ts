import { definePlan, table, type TextRow, union } from "../../../../convex/client/index.js";
import plan from "../../../../examples/thywill/convex/plan.js";

const { prayers, prayerMarks } = plan.specs;
const [part] = prayers.parts;
const lengthOf = (text: string | null | undefined) => Array.from(text ?? "").length;

/** The example's plan with the rules ThyWill v2 had of its own: what would they do to the old data? */
export default definePlan(
  {
    ...plan.specs,
    prayers: table("prayer", part!.fields, {
      ...prayers.options,
      ...part!.options,
      rejectWhen: {
        ...part!.options.rejectWhen,
        "text-too-short": (row: TextRow) => lengthOf(row.text) < 10,
        "text-too-long": (row: TextRow) => lengthOf(row.text) > 5000,
      },
    }),
    prayerMarks: union([prayerMarks], { unique: [["userId", "prayerId"]] }),
  },
  { files: plan.files },
) as unknown as typeof plan;
