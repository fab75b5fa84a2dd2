import { toJob } from '#libs/queue';
import { Inject, Injectable } from '@nestjs/common';
import { conflict, fail, notFound, ok, type Owner } from '#libs/api-definition';
import { outbox, ownedJobs, type Database } from '#libs/persistence';
import { UnitOfWorkRunner } from '../definition/unit-of-work-runner.js';
import { orThrow } from '../http/domain-exception.js';
import { page, type Page } from '../http/page.js';
import { Rollout } from '../distribution/rollout.js';
import { DATABASE } from '../tokens.js';
import type { ShownJob } from './job.dto.js';
import { presentJob } from './present-job.js';

/** Jobs that are not done, for whoever wonders why a change is not live. */
@Injectable()
export class Jobs {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly rollout: Rollout,
    private readonly work: UnitOfWorkRunner,
  ) {}

  /** Oldest first. */
  async list(
    owner: Owner,
    state: 'open' | 'dead',
    input: { readonly limit?: number; readonly position?: string },
  ): Promise<Page<ShownJob>> {
    const found = await page(
      input,
      (wanted) => this.database.read((uow) => ownedJobs.list(uow, owner, state, wanted)),
      ({ id }) => id,
    );
    return { ...found, items: found.items.map(presentJob) };
  }

  /** Opens a dead job again and answers with what became of it, within the time that deploying calls wait. */
  async retry(owner: Owner, id: string): Promise<ShownJob> {
    const opened = await this.work.write(
      async (uow) => {
        const found = await ownedJobs.find(uow, owner, id);
        if (!found) return fail(notFound('Invalid job identifier specified'));
        return (await outbox.retry(uow, id)) ? ok(found) : fail(conflict('Only a dead job can be retried'));
      },
      () => ({ id }),
    );
    await this.rollout.awaitLive([toJob(opened)]);
    const row = await this.database.read((uow) => ownedJobs.find(uow, owner, id));
    return presentJob(orThrow(row ? ok(row) : fail(notFound('Invalid job identifier specified'))));
  }
}
