/** What is left of the app's schema when `duringCutover` is taken away. */
export { schema as default } from "../../../fixture-app/convex/schema.js";
