import { Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { fail, notFound, ok, type Result } from '#libs/api-definition';
import { explanations, type UnitOfWork } from '#libs/persistence';
import type { ControlPlaneConfig } from '../config.js';
import { UnitOfWorkRunner } from '../definition/unit-of-work-runner.js';
import { Caller } from '../http/caller.decorator.js';
import type { CallerIdentity } from '../http/management-request.js';
import { TollgateAction } from '../http/tollgate-action.decorator.js';
import { TollgateController } from '../http/tollgate-controller.decorator.js';
import { CONFIG } from '../tokens.js';
import { ExplanationShown } from './explanation.dto.js';

/** Why a request got its response. */
@TollgateController('/requests')
export class ExplanationsController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    @Inject(CONFIG) private readonly config: Pick<ControlPlaneConfig, 'accountId'>,
  ) {}

  @ApiOperation({
    summary:
      'The road of one request by its id (`x-amzn-RequestId` or `x-amz-apigw-id`): its steps with their times, what refused it and why. Of every refused request and of some others, for 24 hours',
  })
  @TollgateAction('ReadRequest', 'requests/:requestId')
  @ApiOkResponse({ type: ExplanationShown })
  @Get(':requestId')
  explain(
    @Param('requestId') requestId: string,
    @Caller() { owner }: CallerIdentity,
  ): Promise<ExplanationShown> {
    return this.work.read((uow) => this.find(uow, requestId, owner.accountId));
  }

  /** What found no stage is nobody's, so that the operator's account sees it. */
  private async find(uow: UnitOfWork, requestId: string, by: string): Promise<Result<ExplanationShown>> {
    const found = await explanations.find(uow, requestId);
    const ofAccount = found?.accountId ?? this.config.accountId;
    if (found === undefined || ofAccount !== by) {
      return fail(
        notFound(
          `No explanation of the request ${requestId}: it came within the last two seconds or more than 24 hours ago, was not refused and not among those of TOLLGATE_EXPLAIN_SAMPLE, or was never here.`,
        ),
      );
    }
    return ok(found.explanation as ExplanationShown);
  }
}
