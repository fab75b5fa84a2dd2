import { Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ok } from '#libs/api-definition';
import { quotaLeases, releaseLeases, type Database } from '#libs/persistence';
import { UnitOfWorkRunner } from '../definition/unit-of-work-runner.js';
import { TollgateAction } from '../http/tollgate-action.decorator.js';
import { OperatorOnly } from '../http/operator-only.js';
import { TollgateController } from '../http/tollgate-controller.decorator.js';
import { DATABASE } from '../tokens.js';
import { Leases, ReleasedLeases } from './leases.dto.js';

/** Which gateways hold permits of all accounts, and giving back what one holds that will not return. */
@OperatorOnly()
@TollgateController('/leases')
export class LeasesController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly work: UnitOfWorkRunner,
  ) {}

  @ApiOperation({ summary: 'Permits out on lease, per gateway' })
  @TollgateAction('ListLeases', 'leases')
  @ApiOkResponse({ type: Leases })
  @Get()
  async list(): Promise<Leases> {
    return { gateways: await this.database.read((uow) => quotaLeases.list(uow)) };
  }

  @ApiOperation({ summary: 'Give what a gateway holds back to the pools; only for one that will not return' })
  @TollgateAction('ReleaseLeases', 'leases/:gatewayId')
  @ApiOkResponse({ type: ReleasedLeases })
  @Post(':gatewayId/release')
  @HttpCode(200)
  async release(@Param('gatewayId') gatewayId: string): Promise<ReleasedLeases> {
    return this.work.write(async (uow) => ok({ released: await releaseLeases(uow, gatewayId) }));
  }
}
