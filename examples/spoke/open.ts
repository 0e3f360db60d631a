import { join } from "node:path";
import { startPostgres } from "../../test/support/postgres.js";
import type { OpenExample } from "../support/example.js";
import { exampleFolder, renderDatabase } from "./generate.js";
import { environment } from "./generator/environment.js";
import { isOtherShape, otherShapes } from "./generator/otherShapes.js";

/** A PostgreSQL with Spoke's database of April 2019, or of another shape, which the plan refuses. */
export async function openExample(variant?: string): Promise<OpenExample> {
  const statements = statementsOf(variant);
  const postgres = await startPostgres();
  try {
    await postgres.run("CREATE DATABASE spoke");
    await postgres.run([renderDatabase(), ...statements].join(";\n"), "spoke");
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  return {
    source: postgres.urlFor({ database: "spoke" }),
    env: environment,
    existing: join(exampleFolder, "target"),
    close: async () => await postgres.stop(),
  };
}

function statementsOf(variant: string | undefined): readonly string[] {
  if (variant === undefined) return [];
  if (isOtherShape(variant)) return otherShapes[variant].statements;
  throw new Error(`There is no variant "${variant}". There are: ${Object.keys(otherShapes).join(", ")}.`);
}
