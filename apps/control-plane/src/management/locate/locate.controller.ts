import { Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { UnitOfWorkRunner } from '../../definition/unit-of-work-runner.js';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { TollgateAction } from '../../http/tollgate-action.decorator.js';
import { TollgateController } from '../../http/tollgate-controller.decorator.js';
import { CONFIG, type Runtime } from '../../tokens.js';
import { locate } from './locate.js';
import { Located, LocateQuery } from './locate.dto.js';

/** Where requests would go: ours, not AWS's. */
@TollgateController('/locate')
export class LocateController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    @Inject(CONFIG) private readonly config: Runtime['config'],
  ) {}

  @ApiOperation({ summary: 'Which API, stage and mapping a host and path would take, and why' })
  @TollgateAction('Locate', 'locate')
  @ApiOkResponse({ type: Located })
  @Get()
  locate(@Query() query: LocateQuery, @Caller() { owner }: CallerIdentity): Promise<Located> {
    return this.work.readConsistently((uow) => locate(uow, owner, query, this.config.domain));
  }
}
