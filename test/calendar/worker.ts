/** The clean-up as a process that can be killed: `tsx worker.ts <file of its orders>`. Prints the last answer as JSON. */
import { readFileSync } from "node:fs";
import type { Limits } from "../../convex/client/calendar/pace.js";
import { openFileLedger } from "./fileLedger.js";
import { run } from "./support.js";

export interface Orders {
  readonly url: string;
  readonly ledgerFile: string;
  readonly owners: readonly string[];
  readonly known: readonly string[];
  readonly limits: Limits;
  /** How long one call may take, in milliseconds: then it is called again, as an action is. */
  readonly callMs: number;
}

const { url, ledgerFile, owners, known, limits, callMs } = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as Orders;
const { ledger, close } = openFileLedger(ledgerFile);
await ledger.addOwners(owners);
for (;;) {
  const answer = await run({ ledger, url, known, limits, until: Date.now() + callMs });
  if (answer.isDone || answer.againAt !== undefined) {
    console.log(JSON.stringify(answer));
    break;
  }
}
close();
