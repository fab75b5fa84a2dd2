import { Inject, Injectable } from '@nestjs/common';
import type { Result } from '#libs/api-definition';
import { outbox, type Database, type UnitOfWork } from '#libs/persistence';
import type { JobName, JobPayloads } from '#libs/queue';
import { DATABASE } from '../runtime.js';
import { orThrow } from './http/domain-exception.js';
import { ROLLOUT, type RolloutPort } from './rollout-port.js';

/** Asks for a job, in the transaction of the change. */
export type Publish = <N extends JobName>(name: N, payload: JobPayloads[N]) => Promise<void>;

/** Management writes: one transaction, then whatever must go live before the answer. */
@Injectable()
export class DefinitionWrites {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ROLLOUT) private readonly rollout: RolloutPort,
  ) {}

  /**
   * Runs the work in one transaction. A failed Result undoes all of it and is thrown as a DomainException. The work may run more than
   * once (see `Database.write`).
   */
  async run<T>(work: (uow: UnitOfWork, publish: Publish) => Promise<Result<T>>): Promise<T> {
    const { value, outboxIds } = await this.database.write(async (uow) => {
      const ids: string[] = [];
      const result = await work(uow, async (name, payload) => {
        ids.push(await outbox.add(uow, name, payload));
      });
      return { value: orThrow(result), outboxIds: ids };
    });
    if (outboxIds.length > 0) await this.rollout.settle(outboxIds);
    return value;
  }
}
