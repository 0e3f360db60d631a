import type { Engine } from "../engine/engine.js";
import { ImportError, inComponent } from "./importError.js";
import type { ListedTable } from "./files.js";

/** Where numbers of user tables start in Convex. */
const firstNumber = 10_001;

/**
 * The number every table of a real deployment has. Ids carry it there; here it only stands in the `_tables` of exports,
 * so that an export can be imported again, and imports that would fail on it fail here too.
 */
export class TableNumbers {
  private readonly byComponent = new Map<string, Map<string, number>>();

  constructor(private readonly engine: Engine) {}

  /** All tables of a component with their numbers: those of the schema, and those that hold documents. */
  list(componentPath: string): [table: string, number: number][] {
    const component = this.engine.components.get(componentPath);
    if (component === undefined) return [];
    const tables = new Set([...component.schemaTables, ...component.index.tables.filter(isUserTable)]);
    return [...tables].map((table) => [table, this.ensureNumber(componentPath, table)]);
  }

  set({ componentPath, table, number }: ListedTable): void {
    this.numbersOf(componentPath).set(table, number);
  }

  private ensureNumber(componentPath: string, table: string): number {
    const numbers = this.numbersOf(componentPath);
    const number = numbers.get(table) ?? Math.max(firstNumber - 1, ...numbers.values()) + 1;
    numbers.set(table, number);
    return number;
  }

  private numbersOf(componentPath: string): Map<string, number> {
    const numbers = this.byComponent.get(componentPath) ?? new Map<string, number>();
    this.byComponent.set(componentPath, numbers);
    return numbers;
  }
}

export function isUserTable(table: string): boolean {
  return !table.startsWith("_");
}

/** `_tables` may name every table and every number once. */
export function ensureListedOnce(listed: readonly ListedTable[]): void {
  const seen = new Map<string, string>();
  for (const { componentPath, table, number } of listed) {
    if (seen.has(`${componentPath}:${table}`)) {
      throw new ImportError(`_tables names "${table}" twice${inComponent(componentPath)}`);
    }
    const other = seen.get(`${componentPath}:${number}`);
    if (other !== undefined) {
      const tables = `"${other}" and "${table}"`;
      throw new ImportError(`_tables gives ${tables} the same number ${number}${inComponent(componentPath)}`);
    }
    seen.set(`${componentPath}:${table}`, table).set(`${componentPath}:${number}`, table);
  }
}
