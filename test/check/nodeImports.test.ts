import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkNodeImports } from "../../scripts/check/nodeImports.js";
import { projectDir, temporaryDir } from "../support/folders.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
beforeEach(async () => void (home = await temporaryDir()));
afterEach(async () => await home.remove());

async function check(files: Readonly<Record<string, string>>): Promise<string[]> {
  const appDir = path.join(home.dir, "convex");
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(appDir, name)), { recursive: true });
    await writeFile(path.join(appDir, name), content);
  }
  return (await checkNodeImports({ appDir })).map(({ message }) => message.replace(/, which only Node has.*/, ""));
}

test.each<[name: string, files: Record<string, string>, found: string[]]>([
  [
    "in the plan",
    {
      "plan.ts":
        'import { createHash } from "node:crypto";\nexport default createHash("md5").update("").digest("hex");',
    },
    ['convex/plan.ts:1 imports "node:crypto"'],
  ],
  [
    "in a helper beside a module, without node:",
    {
      "cases/list.ts": 'import { lines } from "../lib/some.helper";\nexport const list = lines;',
      "lib/some.helper.ts": '\nimport fs from "fs";\nexport const lines = fs.readFileSync;',
    },
    ['convex/lib/some.helper.ts:2 imports "fs"'],
  ],
  [
    "but not in an action of Node, nor where Convex has its own",
    {
      "mail.ts": '"use node";\nimport tls from "node:tls";\nexport const send = tls;',
      "store.ts": 'import { AsyncLocalStorage } from "node:async_hooks";\nexport const store = AsyncLocalStorage;',
    },
    [],
  ],
  ["a package that is missing is another matter", { "a.ts": 'import x from "not-installed";\nexport default x;' }, []],
  ["nor are files that are not deployed", { "a.test.ts": 'import fs from "fs";\nexport default fs;' }, []],
])("a Node module in Convex's own runtime was found out by the deploy: %s", async (_name, files, found) => {
  expect(await check(files)).toEqual(found);
});

test("this package's own modules need nothing of Node", async () => {
  expect(await checkNodeImports({ appDir: path.join(projectDir, "convex") })).toEqual([]);
});
