import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { readPasswordProviders } from "../../scripts/project/passwordProviders.js";
import { temporaryDir } from "../support/folders.js";

async function read(source: string | null, named?: string) {
  const home = await temporaryDir();
  try {
    if (source !== null) await writeFile(path.join(home.dir, "auth.ts"), source);
    return await readPasswordProviders(home.dir, named);
  } finally {
    await home.remove();
  }
}

const fromAuth = 'import { Password } from "@convex-dev/auth/providers/Password";\n';

test.each([
  ["no auth.ts", null, {}],
  ["Google alone", "convexAuth({ providers: [Google] })", {}],
  ["Password as it is", `${fromAuth}convexAuth({ providers: [Google, Password] })`, { password: "Password" }],
  ["Password of another module", "convexAuth({ providers: [Password] })", {}],
  ["a crypto of the app's own", `${fromAuth}Password({ crypto: { hashSecret } })`, { password: "legacyPassword" }],
  ["legacyPassword", "legacyPassword<DataModel>({ cutover, reset })", { password: "legacyPassword" }],
  ["with an id", 'legacyPassword({ cutover, id: "staff", verifyHash: "a:b" })', { staff: "node" }],
  ["with an id by name", 'const id = "staff";\nlegacyPassword({ cutover, id })', { staff: "legacyPassword" }],
  ["in a comment", '// legacyPassword({ cutover, id: "staff" })\nconvexAuth({ providers: [] })', {}],
  [
    "two of them",
    `${fromAuth.replace("Password }", "Password as Own }")}convexAuth({ providers: [legacyPassword({ cutover }), Own({ id: "own" })] })`,
    { password: "legacyPassword", own: "Password" },
  ],
])("the providers that take passwords were not told apart: %s", async (_what, source, expected) => {
  expect(await read(source)).toEqual(expected);
});

test("an id that auth.ts does not show is the one of --provider", async () => {
  expect(await read("legacyPassword({ cutover, id: ids.staff })", "staff")).toEqual({ staff: "legacyPassword" });
  expect(await read("legacyPassword(options)", "staff")).toEqual({ staff: "legacyPassword" });
});
