import migrations from "@convex-dev/migrations/convex.config.js";
import { defineApp } from "convex/server";
import cutover from "../../../../convex/cutover/convex.config.js";

const app = defineApp();
app.use(migrations, { name: "steps" });
app.use(cutover, { name: "legacyMove" });

export default app;
