import { execFile, execFileSync } from "node:child_process";
import { createSocket, type Socket } from "node:dgram";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { createServer, type Server } from "node:tls";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askDns, askLatency, askTls, percentile } from "../../scripts/stages/checkKinds.js";
import { projectDir, temporaryDir } from "../support/folders.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let certificate: string;
let secure: Server;
const resolvers: Socket[] = [];
beforeAll(async () => {
  home = await temporaryDir();
  certificate = path.join(home.dir, "cert.pem");
  const key = path.join(home.dir, "key.pem");
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "10"];
  execFileSync(
    "openssl",
    ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...subject, "-keyout", key, "-out", certificate],
    {
      stdio: "ignore",
    },
  );
  secure = createServer({ key: await readFile(key), cert: await readFile(certificate) });
  secure.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => void secure.listen(0, "localhost", resolve));
});
afterAll(async () => {
  secure.close();
  for (const resolver of resolvers) resolver.close();
  await home.remove();
});

/** A resolver that knows one address of every name; with null it knows no name. */
async function startResolver(address: string | null): Promise<string> {
  const socket = createSocket("udp4");
  resolvers.push(socket);
  socket.on("message", (query, { port, address: from }) => socket.send(answerDns(query, address), port, from));
  await new Promise<void>((resolve) => void socket.bind(0, "127.0.0.1", resolve));
  return `127.0.0.1:${socket.address().port}`;
}

/** RFC 1035, section 4.1: the question again, then an address where one was asked for. */
function answerDns(query: Buffer, address: string | null): Buffer {
  const end = query.indexOf(0, 12) + 5;
  const asksAddress = query.readUInt16BE(end - 4) === 1;
  const isKnown = address !== null && asksAddress;
  const header = Buffer.from(query.subarray(0, 12));
  header.writeUInt16BE(isKnown ? 0x8180 : 0x8183, 2);
  header.writeUInt16BE(isKnown ? 1 : 0, 6);
  header.fill(0, 8);
  const record = isKnown
    ? Buffer.from([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address.split(".").map(Number)])
    : Buffer.alloc(0);
  return Buffer.concat([header, query.subarray(12, end), record]);
}

test("a name that one resolver still leads to the old server fails, with the resolver and what it says", async () => {
  const [fresh, stale, ignorant] = [
    await startResolver("203.0.113.7"),
    await startResolver("198.51.100.1"),
    await startResolver(null),
  ];
  const check = { name: "dns", dns: "app.example", to: "203.0.113.7" };
  expect(await askDns({ ...check, resolvers: [fresh] })).toMatchObject({ ok: true });
  expect(await askDns({ ...check, resolvers: [fresh, stale, ignorant] })).toStrictEqual({
    ok: false,
    detail: `app.example should point to 203.0.113.7; ${stale}: 198.51.100.1; ${ignorant}: nothing`,
  });
});

const hostAndPort = () => `localhost:${(secure.address() as AddressInfo).port}`;

test("a certificate that nobody trusts is refused", async () => {
  const asked = askTls({ name: "tls", tls: hostAndPort() }, new AbortController().signal);
  await expect(asked).rejects.toThrow(/self-signed/);
});

/** In a process of its own: which certificates Node trusts is settled at its start. */
async function askTrusting(days: number): Promise<unknown> {
  const module = JSON.stringify(path.join(projectDir, "scripts/stages/checkKinds.ts"));
  const check = JSON.stringify({ name: "tls", tls: hostAndPort(), days });
  const code = `import { askTls } from ${module};
    console.log(JSON.stringify(await askTls(${check}, new AbortController().signal)));`;
  const words = ["--import", "tsx", "--input-type=module", "-e", code];
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: certificate };
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: projectDir, env });
  return JSON.parse(stdout) as unknown;
}

test("a trusted certificate passes for as long as it is valid", async () => {
  expect(await askTrusting(7)).toMatchObject({
    ok: true,
    detail: expect.stringMatching(/^valid until \d{4}-\d\d-\d\d$/),
  });
  expect(await askTrusting(30)).toMatchObject({
    ok: false,
    detail: expect.stringContaining("at least 30 are asked for"),
  });
});

test("the slowest call of twenty is no reason to fail, the second slowest is", async () => {
  expect(percentile([5, 1, 9, 3], 0.5)).toBe(3);
  expect(percentile([...Array.from({ length: 19 }, () => 10), 900], 0.95)).toBe(10);
  expect(percentile([...Array.from({ length: 18 }, () => 10), 800, 900], 0.95)).toBe(800);
  expect(percentile([], 0.95)).toBe(0);
});

test("latency is measured call by call", async () => {
  let calls = 0;
  const call = async () => void (calls += 1);
  expect(await askLatency({ p95Ms: 10_000 }, call)).toMatchObject({
    ok: true,
    detail: expect.stringContaining("of 20 calls"),
  });
  expect(calls).toBe(20);
  expect(await askLatency({ p95Ms: -1, calls: 3 }, call)).toMatchObject({
    ok: false,
    detail: expect.stringContaining("at most -1 ms"),
  });
});
