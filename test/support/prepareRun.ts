import { prepareCluster } from "./postgres.js";

/** Before the first file of the project `slow`, once per run; what it gives is run after the last one. */
export default async function prepareRun(): Promise<() => Promise<void>> {
  return await prepareCluster();
}
