import { Migrations } from "@convex-dev/migrations";
import { components, internal } from "./_generated/api.js";
import type { DataModel } from "./_generated/dataModel.js";

const migrations = new Migrations<DataModel>(components.migrations);

export const run = migrations.runner();

export const openAll = migrations.define({
  table: "cases",
  batchSize: 100,
  migrateOne: () => ({ status: "open" as const }),
});

export const runAll = migrations.runner([internal.migrations.openAll]);
