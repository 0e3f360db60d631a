/** The clean-up as a process that can be killed: `tsx worker.ts <file of its orders>`. Prints the last answer as JSON. */
import { readFileSync } from "node:fs";
import { type Limits, systemClock } from "../../../convex/client/calendar/account.js";
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

/** Who is put off is waited for by setting the clock on. */
let ahead = 0;
const clock = { ...systemClock, now: () => Date.now() + ahead };
for (;;) {
  const answer = await run({ ledger, url, known, limits, clock, until: clock.now() + callMs });
  if (answer.isDone) {
    console.log(JSON.stringify(answer));
    break;
  }
  ahead += Math.max(0, (answer.againAt ?? 0) - clock.now());
}
close();
