import { Controller, Inject } from '@nestjs/common';
import { fail, ok, restApiNotFound, type HttpApi, type Result } from '#libs/api-definition';
import { v2 } from '#libs/aws-wire';
import { httpApis } from '#libs/persistence';
import { Limits } from '../../../definition/limits.js';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { CONFIG, NOW, type Runtime } from '../../../tokens.js';
import { Input } from '../../../wire/input.decorator.js';
import { Operation } from '../../../wire/operation.decorator.js';
import type { ApiWrite } from '../api-write.js';
import { pageOf } from '../page-of.js';
import { presentApi } from './api.presenter.js';
import { createApi } from './create-api.js';
import { deleteApi } from './delete-api.js';
import { deleteCorsConfiguration, updateApi } from './update-api.js';

/** HTTP and WebSocket APIs. */
@Controller()
export class ApisController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly limits: Limits,
    @Inject(CONFIG) private readonly config: Runtime['config'],
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(v2.CreateApi)
  create(
    @Caller() caller: CallerIdentity,
    @Input() input: v2.CreateApiRequest,
  ): Promise<v2.CreateApiResponse> {
    return this.present(caller, (write) => createApi(write, input, this.limits));
  }

  @Operation(v2.GetApi)
  get(@Caller() { owner }: CallerIdentity, @Input() { apiId }: v2.GetApiRequest) {
    return this.work.read(async (uow): Promise<Result<v2.GetApiResponse>> => {
      const api = await httpApis.find(uow, owner, apiId);
      return api ? ok(presentApi(api, this.config)) : fail(restApiNotFound(owner, apiId));
    });
  }

  @Operation(v2.GetApis)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v2.GetApisRequest) {
    return this.work.read(async (uow): Promise<Result<v2.GetApisResponse>> => {
      const { items, nextToken } = await pageOf(
        input,
        (page) => httpApis.list(uow, owner, page),
        ({ apiId }: HttpApi) => apiId,
      );
      return ok({ items: items.map((api) => presentApi(api, this.config)), nextToken });
    });
  }

  @Operation(v2.UpdateApi)
  update(
    @Caller() caller: CallerIdentity,
    @Input() input: v2.UpdateApiRequest,
  ): Promise<v2.UpdateApiResponse> {
    return this.present(caller, (write) => updateApi(write, input));
  }

  @Operation(v2.DeleteApi)
  delete(@Caller() caller: CallerIdentity, @Input() { apiId }: v2.DeleteApiRequest) {
    return this.write(caller, (write) => deleteApi(write, apiId));
  }

  @Operation(v2.DeleteCorsConfiguration)
  deleteCors(@Caller() caller: CallerIdentity, @Input() { apiId }: v2.DeleteCorsConfigurationRequest) {
    return this.write(caller, (write) => deleteCorsConfiguration(write, apiId));
  }

  private present(
    caller: CallerIdentity,
    work: (write: ApiWrite) => Promise<Result<HttpApi>>,
  ): Promise<v2.Api> {
    return this.write(caller, async (write) => {
      const api = await work(write);
      return api.ok ? ok(presentApi(api.value, this.config)) : api;
    });
  }

  private write<T>(caller: CallerIdentity, work: (write: ApiWrite) => Promise<Result<T>>): Promise<T> {
    return this.work.write((uow, publish) => work({ uow, publish, caller, nowMs: this.now() }));
  }
}
