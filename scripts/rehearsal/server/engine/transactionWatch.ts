import type { TransactionManager } from "./internals.js";

type Begun = (isNested: boolean) => Promise<void> | void;

/**
 * Sees transactions begin and end, and can end one for good: as Convex's timeout, a failure cannot be caught. Whoever catches
 * it can read, write and call nothing more, and the top-level transaction is dropped at its end.
 */
export class TransactionWatch {
  private readonly listeners: Begun[] = [];
  private fault: string | null = null;
  /** Whether a transaction is open. */
  isOpen = false;

  constructor(readonly manager: TransactionManager) {
    const begin = manager.begin.bind(manager);
    const commit = manager.commit.bind(manager);
    const rollback = manager.rollback.bind(manager);
    manager.begin = async (isNested, limits) => {
      if (isNested) await this.tell(true);
      await begin(isNested, limits);
      if (isNested) return;
      this.fault = null;
      this.isOpen = true;
      await this.tell(false);
    };
    manager.commit = (isNested) => {
      this.refuseFailed();
      if (!isNested) this.isOpen = false;
      return commit(isNested);
    };
    manager.rollback = (isNested) => {
      if (!isNested) this.isOpen = false;
      rollback(isNested);
      if (!isNested) this.refuseFailed();
    };
  }

  /** Called before a nested call, and after a top-level transaction has begun. */
  onBegin(listener: Begun): void {
    this.listeners.push(listener);
  }

  fail(fault: string): never {
    this.fault ??= fault;
    throw new Error(this.fault);
  }

  refuseFailed(): void {
    if (this.fault !== null) throw new Error(this.fault);
  }

  private async tell(isNested: boolean): Promise<void> {
    for (const listener of this.listeners) await listener(isNested);
  }
}
