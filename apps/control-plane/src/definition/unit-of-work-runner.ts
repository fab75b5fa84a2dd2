import { Inject, Injectable } from '@nestjs/common';
import type { Result } from '#libs/api-definition';
import { outbox, type Database, type UnitOfWork } from '#libs/persistence';
import type { Job } from '#libs/queue';
import { AuditLog } from '../audit/audit-log.js';
import { Rollout } from '../distribution/rollout.js';
import { orThrow } from '../http/domain-exception.js';
import { DATABASE } from '../tokens.js';
import type { Publish } from './publish.js';

/** See `UnitOfWorkRunner.write`. */
export const notDone = Symbol('not done');

/**
 * Runs the units of work of the management API. A failed Result is thrown as a DomainException, and undoes
 * what the unit has written.
 */
@Injectable()
export class UnitOfWorkRunner {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly rollout: Rollout,
    private readonly audit: AuditLog,
  ) {}

  async read<T>(work: (uow: UnitOfWork) => Promise<Result<T>>): Promise<T> {
    return orThrow(await this.database.read(work));
  }

  /** Several statements that must agree with one another. */
  async readConsistently<T>(work: (uow: UnitOfWork) => Promise<Result<T>>): Promise<T> {
    return orThrow(await this.database.readConsistently(work));
  }

  /**
   * Runs the work in one transaction, then waits until what it publishes is live. The work may run more than
   * once (see `Database.write`). The call's audit event is part of the transaction.
   *
   * @param outputOf what the call answers, as its event says it; `notDone` for work that changed nothing and
   * will be tried again.
   */
  async write<T>(
    work: (uow: UnitOfWork, publish: Publish) => Promise<Result<T>>,
    outputOf: (value: T) => unknown = (value) => value,
  ): Promise<T> {
    const { value, jobs, committed } = await this.database.write(async (uow) => {
      const jobs: Job[] = [];
      const result = await work(uow, async (owner, name, payload) => {
        jobs.push({ id: await outbox.add(uow, owner, name, payload), name, payload } as Job);
      });
      const value = orThrow(result);
      const output = outputOf(value);
      const committed = output === notDone ? null : await this.audit.recordChange(uow, output);
      return { value, jobs, committed };
    });
    committed?.();
    if (jobs.length > 0) await this.rollout.awaitLive(jobs);
    return value;
  }
}
