import migrations from "@convex-dev/migrations/convex.config.js";
import { defineApp } from "convex/server";
import cutover from "../../../../convex/cutover/convex.config.js";

const app = defineApp();
app.use(migrations);
app.use(cutover);

export default app;
