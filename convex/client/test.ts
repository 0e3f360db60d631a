/// <reference types="vite/client" />
import type { TestConvex } from "convex-test";
import type { GenericSchema, SchemaDefinition } from "convex/server";
import schema from "../cutover/schema.js";

/** Registers the component in a convex-test, under the name it has in `convex.config.ts`. */
export function register(t: TestConvex<SchemaDefinition<GenericSchema, boolean>>, name = "cutover"): void {
  // Inside the function, because this file may lie in a convex/ folder, where it is deployed, and only vite knows globs.
  t.registerComponent(name, schema, import.meta.glob("../cutover/**/*.*s"));
}
