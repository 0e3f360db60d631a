import { afterEach } from "vitest";
import { openNocodb } from "../../../scripts/sources/nocodb/nocodb.js";
import {
  type NocodbColumn,
  type NocodbTestServer,
  type NocodbTestTable,
  startNocodb,
} from "../../support/nocodbServer.js";
import { readAll } from "../support.js";

const servers: NocodbTestServer[] = [];

/** Stops what a test has started. */
export function stopServersAfterEach() {
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
  });
}

export const idColumn: NocodbColumn = { title: "Id", uidt: "ID", pk: true, rqd: true };
export const quick = { firstDelayMs: 1, largestDelayMs: 5 };

export function makeTable(count: number, title = "locations"): NocodbTestTable {
  const rows = Array.from({ length: count }, (_, i) => `{"Id":${String(i + 1)},"First Name":"Name ${String(i + 1)}"}`);
  return { id: `m_${title}`, title, columns: [idColumn, { title: "First Name", uidt: "SingleLineText" }], rows };
}

export async function start(tables: NocodbTestTable[], options: Parameters<typeof startNocodb>[1] = {}) {
  const server = await startNocodb(tables, options);
  servers.push(server);
  return server;
}

export function open(server: NocodbTestServer, options: Partial<Parameters<typeof openNocodb>[0]> = {}) {
  return openNocodb({ url: server.url, base: server.base, token: server.token, http: quick, ...options });
}

export async function readIds(server: NocodbTestServer, options: Parameters<typeof open>[1] = {}) {
  const { rows } = await readAll(await open(server, options), "locations", ["Id"]);
  return rows.map(({ Id }) => Number(Id));
}

export const count = (length: number) => Array.from({ length }, (_, i) => i + 1);
