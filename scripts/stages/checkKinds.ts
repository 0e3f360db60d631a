import { Resolver } from "node:dns/promises";
import { connect } from "node:tls";
import type { NamedCheck } from "../../convex/shared/plan/window.js";

/** What a check found, in words. */
export interface Found {
  readonly ok: boolean;
  readonly detail: string;
}

/** How long one call after the other takes; the first counts like the others. */
export async function askLatency(
  { p95Ms, calls = 20 }: { readonly p95Ms: number; readonly calls?: number },
  call: () => Promise<unknown>,
): Promise<Found> {
  const times: number[] = [];
  for (let done = 0; done < calls; done++) {
    const startedAt = performance.now();
    await call();
    times.push(performance.now() - startedAt);
  }
  const p95 = percentile(times, 0.95);
  const detail = `p95 ${Math.round(p95)} ms, median ${Math.round(percentile(times, 0.5))} ms of ${calls} calls`;
  return p95 <= p95Ms ? { ok: true, detail } : { ok: false, detail: `${detail}; at most ${p95Ms} ms` };
}

/** The smallest of the times that so many of them do not exceed. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

type DnsCheck = Extract<NamedCheck, { dns: string }>;

/** Resolvers know of a change at different times: each is asked. */
export async function askDns({ dns, to, resolvers }: DnsCheck): Promise<Found> {
  const asked = resolvers ?? [null];
  const answers = await Promise.all(asked.map(async (resolver) => ({ resolver, names: await lookUp(dns, resolver) })));
  const wrong = answers.filter(({ names }) => !names.includes(plain(to)));
  if (wrong.length === 0)
    return {
      ok: true,
      detail: `${dns} points to ${to}${asked.length === 1 ? "" : ` at each of ${asked.length} resolvers`}`,
    };
  const parts = wrong.map(({ resolver, names }) => `${resolver ?? "this machine"}: ${names.join(", ") || "nothing"}`);
  return { ok: false, detail: `${dns} should point to ${to}; ${parts.join("; ")}` };
}

/** Addresses and names; a resolver that does not know the host knows nothing. */
async function lookUp(host: string, server: string | null): Promise<string[]> {
  const resolver = new Resolver({ timeout: 5_000, tries: 2 });
  if (server !== null) resolver.setServers([server]);
  const answers = await Promise.allSettled([
    resolver.resolve4(host),
    resolver.resolve6(host),
    resolver.resolveCname(host),
  ]);
  return answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value.map(plain) : []));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

const dayMs = 86_400_000;

/** `host` or `host:port`. The certificate has to be one that this machine trusts, for this host. */
export async function askTls(
  { tls, days = 7 }: Extract<NamedCheck, { tls: string }>,
  signal: AbortSignal,
): Promise<Found> {
  const [host = tls, port = "443"] = tls.split(":");
  const validUntil = await readCertificateEnd(host, Number(port), signal);
  const left = Math.floor((validUntil - Date.now()) / dayMs);
  const detail = `valid until ${new Date(validUntil).toISOString().slice(0, 10)}`;
  return left >= days
    ? { ok: true, detail }
    : { ok: false, detail: `${detail}: ${left} days, at least ${days} are asked for` };
}

async function readCertificateEnd(host: string, port: number, signal: AbortSignal): Promise<number> {
  const socket = connect({ host, port, servername: host });
  const end = () => void socket.destroy(new Error("no answer"));
  signal.addEventListener("abort", end, { once: true });
  try {
    await new Promise<void>((resolve, reject) => void socket.once("secureConnect", resolve).once("error", reject));
    return Date.parse(socket.getPeerCertificate().valid_to);
  } finally {
    signal.removeEventListener("abort", end);
    socket.destroy();
  }
}
