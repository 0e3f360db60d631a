import { loadDump, startExampleServer } from "../../test/examples/perm-tracker/server.js";
import type { OpenExample } from "../support/example.js";

const existing = "examples/perm-tracker/target";

/** The dump as it lies here, or with `postgres` a live server that was filled from it. */
export async function openExample(variant?: string): Promise<OpenExample> {
  if (variant !== "postgres")
    return { source: "examples/perm-tracker/source", env: {}, existing, close: async () => {} };
  const server = await startExampleServer();
  await loadDump(server.client);
  // A freeze ends every session, this one, too.
  server.client.on("error", () => {});
  return { source: server.url, env: {}, existing, close: async () => await server.stop() };
}
