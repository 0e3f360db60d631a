import { expect, test } from "vitest";
import { otherShapes } from "../../../examples/spoke/generator/otherShapes.js";
import { openExample } from "../../../examples/spoke/open.js";
import { runCutover } from "../../support/cutover.js";
import { temporaryDir } from "../../support/folders.js";
import { plan } from "./support.js";

test.each(Object.entries(otherShapes))("%s is refused, with the reason and all names at once", async (name, shape) => {
  const example = await openExample(name);
  const { dir, remove } = await temporaryDir();
  try {
    const words = ["export", "--plan", plan, "--dir", dir, "--source", example.source];
    const { code, stderr } = await runCutover(words, example.env);
    expect(code).toBe(1);
    expect(stderr).toContain("This plan is for MoveOn's Spoke as of April 2019.");
    const refusal = stderr.split("\n").find((line) => line.startsWith("CUT1602: The plan is not for this source"));
    for (const each of shape.seenBy) expect(refusal).toContain(each);
  } finally {
    await example.close();
    await remove();
  }
});
