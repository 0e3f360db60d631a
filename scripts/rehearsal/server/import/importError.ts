/** Why an import failed, in words for the person who typed the command. */
export class ImportError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ImportError";
  }
}

export function inRow<T>(row: number, problem: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new ImportError(`Row ${row} ${problem}: ${(error as Error).message}`, { cause: error });
  }
}

export function inComponent(componentPath: string): string {
  return componentPath === "" ? "" : ` in component "${componentPath}"`;
}
