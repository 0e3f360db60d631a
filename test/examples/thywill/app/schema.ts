import { duringCutover } from "../../../../convex/client/index.js";
import { schema } from "../../../../examples/thywill/convex/schema.js";
import plan from "./plan.js";

export default duringCutover(schema, plan);
