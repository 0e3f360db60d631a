import { build } from "esbuild";
import { expect, test } from "vitest";

/**
 * As the `convex` command bundles a "use node" file: node_modules/convex/src/bundler/index.ts, `innerEsbuild`, without external
 * packages.
 */
async function bundleForConvex(file: string) {
  return await build({
    entryPoints: [file],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "esnext",
    jsx: "automatic",
    outdir: "out",
    outbase: "convex",
    conditions: ["convex", "module"],
    write: false,
    splitting: true,
    metafile: true,
    logLevel: "silent",
  });
}

test("calendar/cleanUp.ts takes Google's calendar into the bundle, and none of the other 300 services", async () => {
  const { outputFiles, metafile } = await bundleForConvex("convex/calendar/cleanUp.ts");
  const bytes = outputFiles.reduce((all, { contents }) => all + contents.length, 0);
  expect(bytes).toBeLessThan(1.5 * 1024 * 1024);
  const services = Object.keys(metafile.inputs).filter((input) => input.includes("node_modules/googleapis/"));
  expect(services.toSorted()).toEqual([
    "node_modules/googleapis/build/src/apis/calendar/index.js",
    "node_modules/googleapis/build/src/apis/calendar/v3.js",
  ]);
});
