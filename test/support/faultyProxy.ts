import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";

/** What a request gets instead of an answer. */
export type Fault = { readonly status: number; readonly code: string } | "cut" | null;

/** Stands before a deployment and lets some requests fail, as a busy or restarting one does. */
export interface FaultyProxy {
  readonly url: string;
  /** Asked for every request, by its path. */
  fault: (path: string) => Fault;
  stop(): void;
}

export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const { hostname, port } = new URL(target);
  const proxy: FaultyProxy = { url: "", fault: () => null, stop: () => void server.close() };
  const server = createServer((incoming, answer) => {
    const fault = proxy.fault(incoming.url ?? "/");
    if (fault === "cut") return void incoming.socket.destroy();
    if (fault === null) return passOn(incoming, answer, { hostname, port });
    answer.writeHead(fault.status, { "content-type": "application/json" });
    answer.end(JSON.stringify({ code: fault.code, message: fault.code }));
  });
  // The WebSocket of `convex import` and `export`: passed on as bytes.
  server.on("upgrade", (incoming, socket, head) => {
    const onward = connect(Number(port), hostname, () => {
      const headers = Object.entries(incoming.headers).map(([name, value]) => `${name}: ${String(value)}`);
      onward.write([`GET ${incoming.url} HTTP/1.1`, ...headers, "", ""].join("\r\n"));
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    for (const end of [socket, onward]) end.on("error", () => void [socket, onward].map((each) => each.destroy()));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return Object.assign(proxy, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

/** A line that is kept open may be closed by the other end at the moment it is used again. */
const fresh = new Agent({ keepAlive: false });

function passOn(incoming: IncomingMessage, answer: ServerResponse, to: { hostname: string; port: string }): void {
  const { method, url: path, headers } = incoming;
  const onward = request({ ...to, method, path, headers, agent: fresh }, (response) => {
    answer.writeHead(response.statusCode ?? 500, response.headers);
    response.pipe(answer);
  });
  onward.on("error", () => void answer.destroy());
  incoming.pipe(onward);
}
