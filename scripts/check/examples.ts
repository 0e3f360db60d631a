import { quote } from "../../convex/shared/kinds/kind.js";
import { exampleCount } from "./finding.js";

/** How many rows, and the keys of the first few. */
export class Examples {
  count = 0;
  readonly keys: string[] = [];

  add(key: string): void {
    this.count += 1;
    if (this.keys.length < exampleCount) this.keys.push(printable(key));
  }
}

/** Examples under a name, made when the first one comes. */
export class ExamplesBy {
  private readonly groups = new Map<string, Examples>();

  add(name: string, key: string): void {
    const group = this.groups.get(name) ?? new Examples();
    this.groups.set(name, group);
    group.add(key);
  }

  get(name: string): Examples | undefined {
    return this.groups.get(name);
  }

  entries(): [name: string, examples: Examples][] {
    return [...this.groups];
  }
}

const longestKey = 100;

/** A key goes to terminals and files of other people: nothing in it may steer them, and a very long one is cut. */
function printable(key: string): string {
  return key.length > longestKey || /[\p{Cc}\p{Cf}]/u.test(key) ? quote(key) : key;
}
