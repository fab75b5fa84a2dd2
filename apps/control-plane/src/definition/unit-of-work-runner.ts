import { Inject, Injectable } from '@nestjs/common';
import { fail, limitReached, ok, readLimits, type LimitMaxima, type Result } from '#libs/api-definition';
import { counts, outbox, type Counted, type Database, type UnitOfWork } from '#libs/persistence';
import type { Job } from '#libs/queue';
import type { ControlPlaneConfig } from '../config.js';
import { CONFIG, DATABASE } from '../runtime.js';
import { orThrow } from '../http/domain-exception.js';
import type { Publish } from './publish.js';
import { ROLLOUT, type RolloutPort } from './rollout-port.js';

/**
 * Runs the units of work of the management API. A failed Result is thrown as a DomainException, and undoes
 * what the unit has written.
 */
@Injectable()
export class UnitOfWorkRunner {
  private readonly limits: LimitMaxima;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ROLLOUT) private readonly rollout: RolloutPort,
    @Inject(CONFIG) { limits }: ControlPlaneConfig,
  ) {
    this.limits = readLimits(limits);
  }

  async read<T>(work: (uow: UnitOfWork) => Promise<Result<T>>): Promise<T> {
    return orThrow(await this.database.read(work));
  }

  /** Several statements that must agree with one another. */
  async readConsistently<T>(work: (uow: UnitOfWork) => Promise<Result<T>>): Promise<T> {
    return orThrow(await this.database.readConsistently(work));
  }

  /**
   * Runs the work in one transaction, then waits until what it publishes is live. The work may run more than
   * once (see `Database.write`). `counted` is what it may add to: with one more than the limit, the work is
   * undone. Below a RestApi that is exact, since the work holds its lock; calls of one account that run at the
   * same time do not see what the others add. What the work itself creates is counted by a function of its value.
   */
  async write<T>(
    work: (uow: UnitOfWork, publish: Publish) => Promise<Result<T>>,
    ...counted: readonly (Counted | ((value: T) => Counted))[]
  ): Promise<T> {
    const known = counted.filter((each) => typeof each !== 'function');
    const created = counted.filter((each) => typeof each === 'function');
    const { value, jobs } = await this.database.write(async (uow) => {
      const jobs: Job[] = [];
      const limited = await this.stillWithin(uow, known);
      const result = await work(uow, async (owner, name, payload) => {
        jobs.push({ id: await outbox.add(uow, owner, name, payload), name, payload } as Job);
      });
      const value = orThrow(result);
      for (const each of [...limited, ...created.map((count) => count(value))])
        orThrow(await this.withinLimit(uow, each));
      return { value, jobs };
    });
    if (jobs.length > 0) await this.rollout.awaitLive(jobs);
    return value;
  }

  /** What to count afterwards: not what is over its limit already and may be. */
  private async stillWithin(uow: UnitOfWork, counted: readonly Counted[]): Promise<readonly Counted[]> {
    const limited: Counted[] = [];
    for (const each of counted) {
      if (each.mayBeOver && (await counts.isMoreThan(uow, each, this.limits[each.limit]))) continue;
      limited.push(each);
    }
    return limited;
  }

  private async withinLimit(uow: UnitOfWork, counted: Counted): Promise<Result<void>> {
    const { limit } = counted;
    return (await counts.isMoreThan(uow, counted, this.limits[limit]))
      ? fail(limitReached(limit))
      : ok(undefined);
  }
}
