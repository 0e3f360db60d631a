import { execFileSync, spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { oldestNode, refuseOldNode } from "../scripts/cli/nodeVersion.js";
import { projectDir } from "./support/folders.js";

interface PackageFile {
  readonly name: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly engines: { readonly node: string };
  readonly exports: Readonly<Record<string, unknown>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}
const read = async () => JSON.parse(await readFile(`${projectDir}/package.json`, "utf8")) as PackageFile;

test("an app that imports convex-cutover/convex.config without .js, as other components have it, did not find it", async () => {
  const { exports } = await read();
  expect(exports["./convex.config"]).toStrictEqual(exports["./convex.config.js"]);
});

test("the next @convex-dev/auth could not be installed beside it: ^0.0.95 is 0.0.95 alone", async () => {
  const { peerDependencies } = await read();
  expect(peerDependencies["@convex-dev/auth"]).toBe(">=0.0.95 <0.1");
});

interface Packed {
  readonly files: readonly { readonly path: string }[];
}

/** What `npm pack` would put into the package, apart from the build. */
function listPacked(): ReadonlySet<string> {
  const words = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const [packed] = JSON.parse(execFileSync("npm", words, { cwd: projectDir, encoding: "utf8" })) as Packed[];
  return new Set(packed!.files.map((file) => file.path));
}

/** `[text](docs/plan.md#columns)` of a page, as paths in the package. */
async function listLinks(page: string): Promise<string[]> {
  const text = await readFile(path.join(projectDir, page), "utf8");
  return [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target]) =>
    path.posix.normalize(path.posix.join(path.posix.dirname(page), target!)),
  );
}

test("the manual was not in the package: 18 links of its README went nowhere", async () => {
  const packed = listPacked();
  const pages = [...packed].filter((file) => file.endsWith(".md"));
  expect(pages).toEqual(expect.arrayContaining(["README.md", "docs/plan.md", "docs/messages.md", "docs/signIn.md"]));
  const isThere = (target: string) =>
    packed.has(target) || [...packed].some((file) => file.startsWith(`${target.replace(/\/$/, "")}/`));
  const broken = await Promise.all(
    pages.map(async (page) =>
      (await listLinks(page)).filter((target) => !isThere(target)).map((target) => `${page} → ${target}`),
    ),
  );
  expect(broken.flat()).toStrictEqual([]);
  expect([...packed].filter((file) => /^examples\/.*(?<!\.md)$|\.env$|^test\/.*\.test\.ts$/.test(file))).toStrictEqual(
    [],
  );
});

test("npx cutover outside of a project asked the registry for another package: the package's own name is a command, too", async () => {
  const { bin, name } = await read();
  expect(bin).toStrictEqual({ [name]: bin["cutover"], cutover: bin["cutover"] });
  const readme = await readFile(path.join(projectDir, "README.md"), "utf8");
  expect(readme).toContain(`npx ${name} init`);
});

describe("Node 18 printed a stack trace of an import it does not know", () => {
  test.each([
    ["18.20.4", true],
    ["20.18.3", true],
    ["20.19.0", false],
    ["21.0.0", false],
    ["24.1.0", false],
  ])("%s is refused: %s", (version, isRefused) => {
    expect(refuseOldNode(version) !== null).toBe(isRefused);
  });

  test("the oldest Node is the one that package.json names, and the bin imports nothing before it has looked", async () => {
    expect((await read()).engines.node).toBe(`>=${oldestNode}`);
    const [bin, check] = await Promise.all(
      ["bin", "nodeVersion"].map(async (name) => await readFile(`${projectDir}/scripts/cli/${name}.ts`, "utf8")),
    );
    expect(bin!.match(/^import .*/gm)).toStrictEqual(['import { refuseOldNode } from "./nodeVersion.js";']);
    expect(check).not.toMatch(/^import /m);
  });

  test("with an old Node's number it says which one it needs and ends with 1", () => {
    const older = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.4" } })`;
    const words = [
      "--import",
      "tsx",
      "--import",
      `data:text/javascript,${encodeURIComponent(older)}`,
      "scripts/cli/bin.ts",
      "status",
    ];
    const { status, stderr } = spawnSync(process.execPath, words, { cwd: projectDir, encoding: "utf8" });
    expect(stderr).toBe(refuseOldNode("18.20.4"));
    expect(status).toBe(1);
  });
});
