import { BaseSequencer, type TestSpecification } from "vitest/node";

const projects = ["alone", "slow", "fast"];

const rankOf = ({ project }: TestSpecification) => projects.indexOf(project.name);

/**
 * Project by project, since a worker is used again as long as the next file is of the same one. The long files come first: the
 * short ones of `fast` then keep all cores busy to the end.
 */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- a sequencer's own method, not an array's
    const sorted = await super.sort(files);
    return sorted.toSorted((left, right) => rankOf(left) - rankOf(right));
  }
}
