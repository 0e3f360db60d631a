/** Freezes and unfreezes until it is killed: `freezeForever.ts <context as JSON>`. Says when it begins. */
import { RunDirectory } from "../../../scripts/run/runDirectory.js";
import { openFreeze } from "../../../scripts/window/freeze/openFreeze.js";
import type { WindowContext } from "../../../scripts/window/hooks.js";

const { run, ...rest } = JSON.parse(process.argv[2]!) as WindowContext;
const context: WindowContext = { ...rest, run: new RunDirectory(run.root, run.run) };
process.stdout.write("begins\n");
for (;;) {
  await (await openFreeze(context)).freeze();
  await (await openFreeze(context)).unfreeze();
}
