import { BaseSequencer, type TestSpecification } from "vitest/node";

const isFast = ({ project }: TestSpecification) => project.name === "fast";

/** The long files of the project `slow` first: the short ones of `fast` then keep all cores busy to the end. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- a sequencer's own method, not an array's
    const sorted = await super.sort(files);
    return [...sorted.filter((file) => !isFast(file)), ...sorted.filter(isFast)];
  }
}
