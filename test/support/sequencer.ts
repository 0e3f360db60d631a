import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The long files of the project `slow` first: the short ones of `fast` then keep all cores busy to the end. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isFast = ({ project }: TestSpecification) => project.name === "fast";
    return [...sorted.filter((file) => !isFast(file)), ...sorted.filter(isFast)];
  }
}
