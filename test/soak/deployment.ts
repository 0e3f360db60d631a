import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { ConvexError, jsonToConvex, type JSONValue, type Value } from "convex/values";
import { makeAuthEnv } from "../support/authKeys.js";
import { projectDir } from "../support/folders.js";

export interface SoakDeployment {
  readonly env: NodeJS.ProcessEnv;
  /** What a function of the app answers; a ConvexError stays one, everything else that it throws is an error. */
  readonly call: (name: string, args: object) => Promise<Value>;
  stop(): Promise<void>;
}

type Answer =
  | { readonly status: "success"; readonly value: JSONValue }
  | { readonly status: "error"; readonly errorMessage: string; readonly errorData?: JSONValue };

/** The rehearsal server as a process of its own: a killed command takes nothing of it along. */
export async function startSoakDeployment(project: string, slowMs: number): Promise<SoakDeployment> {
  const server = path.join(projectDir, "scripts/rehearsal/server/main.ts");
  const child = spawn(process.execPath, ["--import", "tsx", server, "convex"], {
    cwd: project,
    env: { ...process.env, ...makeAuthEnv(), CUTOVER_REHEARSAL_SLOW: String(slowMs) },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.done) throw new Error("The rehearsal deployment did not start");
  const { url, adminKey } = JSON.parse(first.value) as { url: string; adminKey: string };
  const call = async (name: string, args: object): Promise<Value> => {
    const response = await fetch(`${url}/api/function`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Convex ${adminKey}` },
      body: JSON.stringify({ path: name, format: "convex_encoded_json", args }),
    });
    const answer = (await response.json()) as Answer;
    if (answer.status === "success") return jsonToConvex(answer.value);
    if (answer.errorData !== undefined) throw new ConvexError(jsonToConvex(answer.errorData));
    throw new Error(answer.errorMessage);
  };
  return {
    env: { CONVEX_SELF_HOSTED_URL: url, CONVEX_SELF_HOSTED_ADMIN_KEY: adminKey },
    call,
    stop: async () => {
      child.kill("SIGTERM");
      await exited;
    },
  };
}
