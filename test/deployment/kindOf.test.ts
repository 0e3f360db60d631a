import { expect, test } from "vitest";
import { chooseDeployment, kindOf } from "../../scripts/deployment/deployment.js";

test.each<[string, readonly string[], NodeJS.ProcessEnv]>([
  ["production", ["--prod"], { CONVEX_DEPLOYMENT: "dev:happy-otter-1" }],
  ["production", ["--deployment-name", "happy-otter-1"], {}],
  ["dev", ["--deployment", "dev"], {}],
  ["preview", ["--preview-name", "try"], {}],
  ["preview", ["--deployment", "preview/try"], {}],
  ["local", ["--url", "http://127.0.0.1:3210", "--admin-key", "k"], {}],
  ["production", ["--url", "https://127.example.com", "--admin-key", "k"], {}],
  ["local", [], { CONVEX_SELF_HOSTED_URL: "http://localhost:3210" }],
  ["dev", [], { CONVEX_DEPLOYMENT: "dev:happy-otter-1" }],
  ["local", [], { CONVEX_DEPLOYMENT: "anonymous:agent" }],
  ["production", [], { CONVEX_DEPLOY_KEY: "prod:happy-otter-1|k", CONVEX_DEPLOYMENT: "dev:happy-otter-1" }],
  ["preview", [], { CONVEX_DEPLOY_KEY: "preview:team:app|k" }],
  ["production", ["--env-file", "other.env"], { CONVEX_DEPLOYMENT: "dev:happy-otter-1" }],
  ["production", [], {}],
])("%s: %j %j", (kind, flags, env) => {
  expect(kindOf(chooseDeployment(flags, env), env)).toBe(kind);
});
