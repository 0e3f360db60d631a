import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { projectDir } from "./support/folders.js";

interface PackageFile {
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
