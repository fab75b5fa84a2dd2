import { Inject, Injectable } from '@nestjs/common';
import { auditEvents, type Database, type StoredEvent } from '#libs/persistence';
import { DATABASE } from '../tokens.js';

/** Of one statement. */
const eventsAtOnce = 100;

interface Waiting {
  readonly event: StoredEvent;
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Writes the events of calls that change nothing: refused ones and reads. Those that end while a statement is
 * under way share the next one, so that a thousand reads at once are not a thousand commits.
 */
@Injectable()
export class EventWriter {
  private readonly waiting: Waiting[] = [];
  private writing = false;

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Resolves when the event is committed. */
  write(event: StoredEvent): Promise<void> {
    return new Promise((written, failed) => {
      this.waiting.push({ event, written, failed });
      if (!this.writing) void this.writeAll();
    });
  }

  private async writeAll(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) await this.writeSome(this.waiting.splice(0, eventsAtOnce));
    this.writing = false;
  }

  private async writeSome(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.insert(batch.map(({ event }) => event));
      for (const { written } of batch) written();
    } catch (error) {
      // One that Postgres does not take must not take the others with it.
      if (batch.length === 1) batch[0]!.failed(error);
      else for (const waiting of batch) await this.writeSome([waiting]);
    }
  }

  // One statement, which is a transaction by itself: no more than one round trip.
  private insert(events: readonly StoredEvent[]): Promise<void> {
    return this.database.read((uow) => auditEvents.insert(uow, events));
  }
}
