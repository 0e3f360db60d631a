import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { definitions as commands } from "../../scripts/cli/definitions.js";
import { renderResume } from "../../scripts/cli/resumeLine.js";
import { SafeStream } from "../../scripts/cli/output/safeStream.js";
import { Journal } from "../../scripts/run/journal.js";
import { maskSecrets, registerEnvironment, registerWords } from "../../scripts/secrets.js";
import { runCutover } from "../support/cutover.js";

let dir: string;
/** Refuses every request, and repeats what was sent, as some servers do. */
let server: Server;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "cutover-secrets-"));
  server = createServer(({ headers }, response) => response.writeHead(401).end(JSON.stringify(headers)));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
});

afterAll(async () => {
  server.close();
  await rm(dir, { recursive: true, force: true });
});

const refusing = "http://refusing.invalid";
const addressOf = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** Nothing listens there, and no name is asked of DNS. */
const closed = "127.0.0.1:1";
const [secret, odd] = ["Geheim42Xy", "Ge'heim\"42"];
const dsn = `postgres://app:${secret}@${closed}/app`;

interface Form {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What must not be seen; the secret itself unless told otherwise. */
  readonly hidden?: readonly string[];
}

/** A secret of the source, as people type it. */
const sources: Readonly<Record<string, Form>> = {
  "--source url": { args: ["--source", dsn] },
  "--source=url": { args: [`--source=${dsn}`] },
  "a misspelt flag": { args: [`--sources=${dsn}`] },
  "a misspelt flag and a word": { args: ["--sorce", dsn] },
  "an argument too many": { args: ["extra", dsn] },
  "postgresql://": { args: ["--source", `postgresql://app:${secret}@${closed}/app`] },
  "POSTGRES://": { args: ["--source", `POSTGRES://app:${secret}@${closed}/app`] },
  "percent-encoded": { args: ["--source", `postgres://app:${encodeURIComponent(odd)}@${closed}/app`], hidden: [odd] },
  "as a parameter": { args: ["--source", `postgres://${closed}/app?user=app&password=${secret}`] },
  "@ in it": { args: ["--source", `postgres://app:x@${secret}@${closed}/app`] },
  "@ and / in it": { args: ["--source", `postgres://app:pw@${secret}/x@${closed}/app`] },
  "? in it": { args: ["--source", `postgres://app:a@${secret}?b@${closed}/app`] },
  "# in it": { args: ["--source", `postgres://app:${secret}#w/ord@${closed}/app`] },
  "/ first": { args: ["--source", `postgres://app:12/${secret}@${closed}/app`] },
  "% in it": { args: ["--source", `postgres://app:10%${secret}@${closed}/app`] },
  "quoted twice": { args: ["--source", `'${dsn}'`] },
  "no scheme": { args: ["--source", `app:${secret}@${closed}/app`] },
  conninfo: { args: ["--source", `host=127.0.0.1 port=1 user=app password=${secret}`] },
  "conninfo, quoted": { args: ["--source", `host=127.0.0.1 password='${secret} x'`] },
  "mysql://": { args: ["--source", `mysql://root:${secret}@${closed}/x`] },
  "mongodb+srv://": { args: ["--source", `mongodb+srv://u:${secret}@${closed}/x`] },
  "libsql://": { args: ["--source", `libsql://x.example?authToken=${secret}`] },
  "nocodb+https with a password": { args: ["--source", `nocodb+http://me:${secret}@${closed}/base`] },
  "nocodb+https with a token": { args: ["--source", `nocodb+http://${secret}@${closed}/base`] },
  CUTOVER_SOURCE: { env: { CUTOVER_SOURCE: dsn } },
  NOCODB_TOKEN: { args: ["--source", `nocodb+${refusing}/base`], env: { NOCODB_TOKEN: secret } },
  CUTOVER_FREEZE_URL: { env: { CUTOVER_FREEZE_URL: `postgres://app:x@${secret}@${closed}/app` } },
};

/** A key of the deployment. */
const keys: Readonly<Record<string, Form>> = {
  "--admin-key key": { args: ["--url", `http://${closed}`, "--admin-key", secret] },
  "--admin-key=key": { args: [`--url=http://${closed}`, `--admin-key=${secret}`] },
  "a key without an address": { args: [`--admin-key=${secret}`] },
  CONVEX_SELF_HOSTED_ADMIN_KEY: {
    env: { CONVEX_SELF_HOSTED_URL: `http://${closed}`, CONVEX_SELF_HOSTED_ADMIN_KEY: `app|${secret}` },
  },
  CONVEX_DEPLOY_KEY: { env: { CONVEX_DEPLOY_KEY: `prod:happy-otter-1|${secret}` } },
  "CONVEX_DEPLOY_KEY without |": { env: { CONVEX_DEPLOY_KEY: secret } },
};

const readers = ["init", "check", "export", "preload", "catch-up"];
/** `rehearse` and `codegen` start a deployment of their own, `explain`, `generate` and `check-off` ask none: they take no key. */
const others = [...Object.keys(commands), "nonsense"].filter(
  (name) => ![...readers, "rehearse", "codegen", "explain", "generate", "check-off"].includes(name),
);

const cases = [
  ...Object.entries(sources).flatMap(([form, of]) => readers.map((command) => [command, form, of] as const)),
  ...Object.entries(keys).flatMap(([form, of]) => others.map((command) => [command, form, of] as const)),
];

test.each(cases)("no part of a secret is printed or written: cutover %s, %s", async (command, _form, of) => {
  const place = await mkdtemp(path.join(dir, "run-"));
  const args = [
    command,
    ...(of.args ?? []).map((word) => word.replace(refusing, addressOf())),
    "--dir",
    path.join(place, ".cutover"),
    ...(command === "init" ? ["--plan", path.join(place, "convex/plan.ts")] : []),
  ];
  const { code, stdout, stderr } = await runCutover(args, { CONVEX_PROVISION_HOST: addressOf(), ...of.env });
  const written = await readAll(place);
  expect(code).not.toBe(0);
  expect(code).not.toBe(70);
  for (const hidden of of.hidden ?? [secret]) {
    for (const text of [stdout, stderr, written]) {
      expect(text).not.toContain(hidden);
      expect(text).not.toContain(encodeURIComponent(hidden));
    }
  }
});

async function readAll(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile())
    .map((file) => readFile(path.join(file.parentPath, file.name), "utf8"));
  return (await Promise.all(texts)).join("\n");
}

test.each([
  { words: ["export", `--source=${dsn}`], line: 'npx cutover export --source="$CUTOVER_SOURCE"' },
  { words: ["check", dsn, "--strict"], line: 'npx cutover check "$CUTOVER_SOURCE" --strict' },
  {
    words: ["load", "--url", "http://127.0.0.1:1", "--admin-key", secret],
    line: 'npx cutover load --url http://127.0.0.1:1 --admin-key "$CONVEX_ADMIN_KEY"',
  },
  { words: ["load", `--admin-key=${secret}`], line: 'npx cutover load --admin-key="$CONVEX_ADMIN_KEY"' },
  {
    words: ["go", "--waive", `quiet=password=${secret}`, "--source", dsn],
    line: 'npx cutover go --waive "$SECRET" --source "$CUTOVER_SOURCE"',
  },
])("the line that resumes printed the password or the key: $line", ({ words, line }) => {
  registerWords(words);
  const lines = renderResume(words);
  expect(lines.at(-1)).toBe(line);
  expect(lines[0]).toMatch(/^printf '\w+: '; read -rs \w+$/);
  expect(lines.join("\n")).not.toContain(secret);
});

test("a resume line without a secret is what was typed", () => {
  expect(renderResume(["go", "--waive", "quiet=nobody writes"])).toEqual([
    "npx cutover go --waive 'quiet=nobody writes'",
  ]);
});

test("U+009B and U+202E in a row's value reached the terminal", () => {
  const printed: string[] = [];
  const stream = new SafeStream({ write: (text) => printed.push(text) });
  stream.write('key "\u009b31m" \u202egnp.exe\u202c \u200b\u001b[2J\ttab\r\n');
  stream.write(JSON.stringify({ key: "a\u009bb" }));
  expect(printed).toEqual([
    String.raw`key "\u009b31m" \u202egnp.exe\u202c \u200b\u001b[2J` + "\ttab\n",
    String.raw`{"key":"a\u009bb"}`,
  ]);
  expect(JSON.parse(printed[1]!)).toEqual({ key: "a\u009bb" });
});

test.each(["STRIPE_KEY_LIVE", "authToken", "sslpassword", "BASIC_AUTH", "PGPASSWORD", "SECRET_KEY_BASE"])(
  "the value of %s is masked",
  (name) => {
    registerEnvironment({ [name]: `value-of-${name}` });
    expect(maskSecrets(`x value-of-${name} y`)).toBe("x … y");
  },
);

test.each(["GIT_AUTHOR_NAME", "KEYCLOAK_REALM", "AUTH_GOOGLE_ID", "KEYBOARD_LAYOUT"])(
  "the value of %s is no secret: it may be an ordinary word",
  (name) => {
    registerEnvironment({ [name]: `production-${name}` });
    expect(maskSecrets(`production-${name}`)).toBe(`production-${name}`);
  },
);

test("the user of an address without a password is no secret", () => {
  registerEnvironment({
    CACHE: "redis://default@cache.example",
    REPORTS: "postgres://u:hunter2z@db.example/shop?application_name=a@b",
  });
  expect(maskSecrets("the default of shop on db.example, hunter2z")).toBe("the default of shop on db.example, …");
});

test("a secret that is also a stage's name corrupted the journal", async () => {
  registerEnvironment({ API_KEY: "started" });
  const journal = new Journal(path.join(dir, "journal.jsonl"));
  await journal.append({ stage: "load", event: "started" });
  await journal.append({ stage: "load", event: "failed", message: `refused ${dsn}` });
  expect((await journal.entries()).map(({ event, message }) => [event, message])).toEqual([
    ["started", undefined],
    ["failed", "refused postgres://app:…@127.0.0.1:1/app"],
  ]);
});

test("masking leaves the form to write an address in as it is", () => {
  const text = "Write postgres://user:password@host:5432/database";
  expect(maskSecrets(text)).toBe(text);
});

test("of a port and a user's address in one line of JSON the address was taken for a host, and blackened", () => {
  const text = JSON.stringify({ deployment: "http://127.0.0.1:3210", address: "ada@example.com" });
  expect(maskSecrets(text)).toBe(text);
  const hidden = JSON.stringify({ url: "http://app:31415@db.example:3210", address: "ada@example.com" });
  expect(maskSecrets(hidden)).toContain("http://app:…@db.example:3210");
});

test("a run was readable by everybody, and could be committed", async () => {
  const root = path.join(await mkdtemp(path.join(dir, "modes-")), ".cutover");
  const before = process.umask(0o000);
  try {
    await runCutover(["export", "--dir", root], { CUTOVER_SOURCE: "examples/perm-tracker/source" });
  } finally {
    process.umask(before);
  }
  const files = await readdir(root, { recursive: true, withFileTypes: true });
  const modes = await Promise.all(
    files
      .filter((file) => !file.isSymbolicLink())
      .map(async (file) => {
        const { mode } = await stat(path.join(file.parentPath, file.name));
        return `${file.isDirectory() ? "folder" : "file"} ${(mode & 0o777).toString(8)}`;
      }),
  );
  expect(modes.length).toBeGreaterThan(5);
  expect([...new Set(modes)].toSorted()).toEqual(["file 600", "folder 700"]);
  expect(await readFile(path.join(root, ".gitignore"), "utf8")).toBe("*\n");
});
