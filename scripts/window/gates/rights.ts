import type { App } from "../../deployment/app.js";
import { findMissingRights } from "../../deployment/rights.js";
import type { Gate } from "../../run/windowRecord.js";

/** A key without rights, or refusals that arrive without words, would be found out when maintenance mode is on already. */
export async function measureRights(app: App): Promise<Gate> {
  const missing = await findMissingRights(app);
  return {
    name: "rights",
    value: missing ?? "the key may run internal functions and import, and refusals arrive with their words",
    limit: "everything the cutover window needs",
    isOpen: missing === null,
    opens: "Do what the deployment says, then type the same command again",
  };
}
