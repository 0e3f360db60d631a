import { jsonToConvex, type JSONValue } from "convex/values";
import { z } from "zod";
import type { StageStatus, vDeployment } from "./answers.js";

/** A batch that met an error of the deployment itself, which tries it again later. */
export interface PutOff {
  /** Epoch milliseconds. */
  readonly notBefore: number;
  /** The number of the attempt that comes then. */
  readonly attempt: number;
}

/** The app, as far as it is asked (app.ts). */
interface Deployed {
  functionName(name: string): string;
  deployment(): Promise<z.infer<typeof vDeployment>>;
  readonly convex: { querySystem(name: string, args?: object): Promise<unknown> };
}

const vComponents = z.array(z.object({ id: z.string(), path: z.string() }));

/** A document of `_scheduled_jobs`; the backend writes its numbers as Int64. Functions of the app see the first time only. */
const vJob = z.looseObject({
  nextTs: z.bigint().nullable(),
  attempts: z.object({ systemErrors: z.coerce.number(), occErrors: z.coerce.number() }).nullish(),
});
const vJobs = z.object({ page: z.array(vJob) });

/** The batch that is tried again first; null where none is put off, or the deployment does not say. */
export async function findPutOff(app: Deployed): Promise<PutOff | null> {
  const { mounts } = await app.deployment();
  const ours = [{ path: "", function: app.functionName("run") }];
  if (mounts != null) ours.push({ path: mounts.migrations, function: "lib:migrate" });
  const components = vComponents.safeParse(await app.convex.querySystem("_system/frontend/components:list")).data ?? [];
  const found: PutOff[] = [];
  for (const { path, function: name } of ours) {
    const componentId = path === "" ? null : components.find((each) => each.path === path)?.id;
    if (componentId !== undefined) found.push(...(await listPutOff(app, name, componentId)));
  }
  return found.toSorted((left, right) => left.notBefore - right.notBefore)[0] ?? null;
}

const mostJobs = 100;

async function listPutOff(app: Deployed, name: string, componentId: string | null): Promise<PutOff[]> {
  const answer = await app.convex.querySystem("_system/frontend/paginatedScheduledJobs:default", {
    componentId,
    udfPath: name.replace(":", ".js:"),
    paginationOpts: { numItems: mostJobs, cursor: null },
  });
  return (readJobs(answer)?.page ?? []).flatMap(({ nextTs, attempts }) => {
    const failures = (attempts?.systemErrors ?? 0) + (attempts?.occErrors ?? 0);
    if (nextTs === null || failures === 0) return [];
    return [{ notBefore: Number(nextTs / 1_000_000n), attempt: failures + 1 }];
  });
}

function readJobs(answer: unknown): z.infer<typeof vJobs> | undefined {
  return answer === undefined ? undefined : vJobs.safeParse(jsonToConvex(answer as JSONValue)).data;
}

export function describePutOff({ notBefore, attempt }: PutOff): string {
  const time = new Date(notBefore).toISOString().replace(/\.\d+Z$/, "Z");
  return `Convex has put the next batch off after an error of its database: not before ${time}, attempt ${attempt}`;
}

/** A batch takes seconds; the deployment's first pauses are no news either. */
export const stillMs = 30_000;

/** Where nothing has moved for a while, asks what the stage waits for, and says each new answer once. */
export class PutOffWatch {
  private seen = "";
  private since = performance.now();
  private said = "";

  constructor(
    private readonly app: Deployed,
    private readonly note: (text: string) => void,
    private readonly patienceMs = stillMs,
  ) {}

  async look(stage: string, tables: readonly StageStatus[]): Promise<void> {
    const seen = JSON.stringify(tables.map(({ state, processed, movedAt }) => [state, processed, movedAt]));
    const isStill = seen === this.seen;
    if (isStill && performance.now() - this.since < this.patienceMs) return;
    this.since = performance.now();
    this.seen = seen;
    const putOff = isStill ? await findPutOff(this.app) : null;
    const text = putOff === null ? "" : describePutOff(putOff);
    if (text !== "" && text !== this.said) this.note(`         ${stage} waits: ${text}`);
    this.said = text;
  }
}
