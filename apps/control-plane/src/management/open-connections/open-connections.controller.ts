import { Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { page, type Page } from '../../http/page.js';
import { PageQuery, pageOf } from '../../http/page.dto.js';
import { TollgateAction } from '../../http/tollgate-action.decorator.js';
import { TollgateController } from '../../http/tollgate-controller.decorator.js';
import { TestInvoker } from '../../test-invocations/test-invoker.js';
import { NOW, type Runtime } from '../../tokens.js';
import { loadOpenConnections, presentOpenConnection } from './get-open-connections.js';
import { OpenConnection } from './open-connections.dto.js';

/** The open connections of a WebSocket API's stage: ours, not AWS's. */
@TollgateController('/apis/:apiId/stages/:stageName/connections')
export class OpenConnectionsController {
  constructor(
    private readonly invoker: TestInvoker,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @ApiOperation({
    summary: 'The WebSocket connections that are open, on all gateways, in the order of their ids',
  })
  @TollgateAction('ListConnections', 'apis/:apiId/stages/:stageName')
  @ApiOkResponse({ type: pageOf(OpenConnection) })
  @Get()
  async list(
    @Param('apiId') apiId: string,
    @Param('stageName') stageName: string,
    @Query() wanted: PageQuery,
    @Caller() { owner }: CallerIdentity,
  ): Promise<Page<OpenConnection>> {
    const load = loadOpenConnections(this.invoker, owner, { apiId, stageName });
    const found = await page(wanted, load, ({ connectionId }) => connectionId);
    return { ...found, items: found.items.map((state) => presentOpenConnection(state, this.now())) };
  }
}
