import { Inject, Injectable } from '@nestjs/common';
import { fail, restApiNotFound, type HttpApi, type Result } from '#libs/api-definition';
import { httpApis, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { NOW, type Runtime } from '../../../tokens.js';
import { deployAutomatically } from '../deployments/deploy-automatically.js';

/** Units of work at what is below an API of version 2. An unknown API is what a call is refused for first. */
@Injectable()
export class BelowApi {
  constructor(
    private readonly work: UnitOfWorkRunner,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  read<T>(
    { owner }: CallerIdentity,
    apiId: string,
    work: (uow: UnitOfWork, api: HttpApi) => Promise<Result<T>>,
  ): Promise<T> {
    return this.work.read(async (uow) => {
      const api = await httpApis.find(uow, owner, apiId);
      return api ? work(uow, api) : fail(restApiNotFound(owner, apiId));
    });
  }

  /** Under the API's lock; what is written is deployed to the stages that deploy by themselves. */
  write<T>(
    caller: CallerIdentity,
    apiId: string,
    work: (uow: UnitOfWork, api: HttpApi, publish: Publish) => Promise<Result<T>>,
  ): Promise<T> {
    return this.work.write(async (uow, publish) => {
      const api = await httpApis.lock(uow, caller.owner, apiId);
      if (!api) return fail(restApiNotFound(caller.owner, apiId));
      const done = await work(uow, api, publish);
      if (done.ok) await deployAutomatically({ uow, publish, caller, nowMs: this.now() }, api);
      return done;
    });
  }
}
