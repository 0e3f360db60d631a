import { afterEach, beforeEach } from "vitest";
import type { User } from "./calendars.js";
import { CalendarServer, type ServerOptions } from "./calendarServer.js";
import { MemoryLedger } from "./memoryLedger.js";

/** A server and an empty ledger for each test. */
export class Fixture {
  server!: CalendarServer;
  ledger!: MemoryLedger;

  /** A user with a calendar of the same name, whom the task knows. */
  async connect(name: string, more: Partial<Pick<User, "isRevoked" | "canWrite">> = {}): Promise<User> {
    await this.ledger.addOwners([name]);
    return this.server.calendars.addUser(name, more);
  }

  /** The same with another server. */
  async restart(options: ServerOptions): Promise<void> {
    await this.server.stop();
    this.server = await new CalendarServer(options).start();
  }

  get called() {
    return { ledger: this.ledger, url: this.server.url };
  }
}

export function useFixture(): Fixture {
  const fixture = new Fixture();
  beforeEach(async () => {
    fixture.server = await new CalendarServer().start();
    fixture.ledger = new MemoryLedger();
  });
  afterEach(async () => await fixture.server.stop());
  return fixture;
}
