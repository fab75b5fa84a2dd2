import { Controller, Inject } from '@nestjs/common';
import {
  fail,
  ok,
  restApiNotFound,
  stageNotFound,
  updatedHttpStage,
  withoutSettingsOfRoute,
  type HttpStage,
  type Result,
} from '#libs/api-definition';
import { v2 } from '#libs/aws-wire';
import { httpApis, httpStages } from '#libs/persistence';
import { Limits } from '../../../definition/limits.js';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { NOW, type Runtime } from '../../../tokens.js';
import { Input } from '../../../wire/input.decorator.js';
import { Operation } from '../../../wire/operation.decorator.js';
import type { ApiWrite } from '../api-write.js';
import { pageOf } from '../page-of.js';
import { changeHttpStage, type StageChange } from './change-stage.js';
import { createHttpStage } from './create-stage.js';
import { deleteHttpStage } from './delete-stage.js';
import { stageContext } from './stage-context.js';
import { presentHttpStage } from './stage.presenter.js';

/** Stages of HTTP and WebSocket APIs. */
@Controller()
export class StagesV2Controller {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly limits: Limits,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(v2.CreateStage)
  create(@Caller() caller: CallerIdentity, @Input() input: v2.CreateStageRequest) {
    return this.write(caller, (write) => createHttpStage(write, input, this.limits));
  }

  @Operation(v2.GetStage)
  get(@Caller() { owner }: CallerIdentity, @Input() { apiId, stageName }: v2.GetStageRequest) {
    return this.work.read(async (uow): Promise<Result<v2.GetStageResponse>> => {
      if (!(await httpApis.find(uow, owner, apiId))) return fail(restApiNotFound(owner, apiId));
      const stage = await httpStages.find(uow, apiId, stageName);
      return stage ? ok(presentHttpStage(stage)) : fail(stageNotFound);
    });
  }

  @Operation(v2.GetStages)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v2.GetStagesRequest) {
    const { apiId } = input;
    return this.work.read(async (uow): Promise<Result<v2.GetStagesResponse>> => {
      if (!(await httpApis.find(uow, owner, apiId))) return fail(restApiNotFound(owner, apiId));
      const { items, nextToken } = await pageOf(
        input,
        (page) => httpStages.list(uow, apiId, page),
        ({ stageName }: HttpStage) => stageName,
      );
      return ok({ items: items.map(presentHttpStage), nextToken });
    });
  }

  @Operation(v2.UpdateStage)
  update(@Caller() caller: CallerIdentity, @Input() input: v2.UpdateStageRequest) {
    return this.write(caller, (write) =>
      changeHttpStage(write, 'UpdateStage', input, async (stage, api) =>
        updatedHttpStage(stage, input, await stageContext(write.uow, api, input, write.nowMs)),
      ),
    );
  }

  @Operation(v2.DeleteStage)
  delete(@Caller() caller: CallerIdentity, @Input() input: v2.DeleteStageRequest) {
    return this.write(caller, (write) => deleteHttpStage(write, input));
  }

  @Operation(v2.DeleteAccessLogSettings)
  deleteAccessLog(@Caller() caller: CallerIdentity, @Input() input: v2.DeleteAccessLogSettingsRequest) {
    return this.change(caller, 'DeleteAccessLogSettings', input, (stage) =>
      ok({ ...stage, accessLogSettings: null }),
    );
  }

  @Operation(v2.DeleteRouteSettings)
  deleteRouteSettings(@Caller() caller: CallerIdentity, @Input() input: v2.DeleteRouteSettingsRequest) {
    return this.change(caller, 'DeleteRouteSettings', input, (stage) =>
      withoutSettingsOfRoute(stage, input.routeKey),
    );
  }

  /** A change that has no answer. */
  private change(
    caller: CallerIdentity,
    operation: v2.OperationName,
    of: { readonly apiId: string; readonly stageName: string },
    change: StageChange,
  ): Promise<void> {
    return this.write(caller, async (write) => {
      const changed = await changeHttpStage(write, operation, of, change);
      return changed.ok ? ok(undefined) : changed;
    });
  }

  private write<T>(caller: CallerIdentity, work: (write: ApiWrite) => Promise<Result<T>>): Promise<T> {
    return this.work.write((uow, publish) => work({ uow, publish, caller, nowMs: this.now() }));
  }
}
