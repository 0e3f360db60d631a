import migrations from "@convex-dev/migrations/convex.config.js";
import { defineApp } from "convex/server";
import counter from "./counter/convex.config.js";

const app = defineApp();
app.use(migrations);
app.use(counter, { name: "visits" });

export default app;
