import { Inject, Injectable } from '@nestjs/common';
import { fail, limitReached, ok, type LimitName, type Owner, type Result } from '#libs/api-definition';
import { counts, type UnitOfWork } from '#libs/persistence';
import type { ControlPlaneConfig } from '../config.js';
import { CONFIG } from '../tokens.js';

/** How many there may be of what is limited (`TOLLGATE_LIMITS`). */
@Injectable()
export class Limits {
  constructor(@Inject(CONFIG) private readonly config: Pick<ControlPlaneConfig, 'limits'>) {}

  max(limit: LimitName): number {
    return this.config.limits[limit];
  }

  /**
   * After work has added to what an owner, a RestApi or an API key has: fails with AWS's refusal when there
   * are more than allowed, and the work is to be undone. Below a RestApi that is exact, since the work holds
   * its lock; of an account, calls that run at the same moment do not see one another's.
   */
  async require(uow: UnitOfWork, limit: LimitName, of: Owner | string): Promise<Result<void>> {
    const key = typeof of === 'string' ? [of] : [of.accountId, of.region];
    return (await counts.isMoreThan(uow, limit, key, this.max(limit)))
      ? fail(limitReached(limit))
      : ok(undefined);
  }
}
