import { pathToFileURL } from "node:url";
import { startNocodb, type NocodbTestServer } from "../../test/support/nocodbServer.js";
import type { OpenExample } from "../support/example.js";
import { makeTables } from "./generate.js";

export interface OpenChangemaker extends OpenExample {
  readonly server: NocodbTestServer;
}

/** Small, so that most tables take several pages; the operator of a server sets it (DB_QUERY_LIMIT_MAX). */
const largestLimit = 100;

/** A NocoDB server that holds the base, and now and then is too busy to answer. */
export async function openExample(): Promise<OpenChangemaker> {
  const server = await startNocodb(makeTables(), { largestLimit });
  server.trouble = (_path, number) => troubles[number % 20];
  return {
    source: `nocodb+${server.url}/${server.base}`,
    env: { NOCODB_TOKEN: server.token },
    server,
    close: async () => await server.stop(),
  };
}

/** What becomes of every 20th request, of the one five later, and so on. */
const troubles: Readonly<Record<number, ReturnType<NocodbTestServer["trouble"]>>> = {
  5: { kind: "status", status: 429, headers: { "retry-after": "0" } },
  10: { kind: "status", status: 503 },
  15: { kind: "cut" },
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { source, env } = await openExample();
  console.log(`NOCODB_TOKEN=${env["NOCODB_TOKEN"]} npm run cutover -- rehearse \\
  --plan examples/changemaker/convex/plan.ts --source ${source}`);
}
