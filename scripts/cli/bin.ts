#!/usr/bin/env node
import { refuseOldNode } from "./nodeVersion.js";

// Everything else is imported after the check: an older Node fails at the first import that it does not know.
const refusal = refuseOldNode(process.versions.node);
if (refusal === null) await import("./cli.js");
else {
  process.stderr.write(refusal);
  process.exitCode = 1;
}
