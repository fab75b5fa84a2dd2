import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { quotaLeases, releaseLeases, type Database, type GatewayHoldings } from '#libs/persistence';
import { OperatorOnly } from '../http/operator-only.js';
import { DATABASE } from '../runtime.js';

/** Which gateways hold permits of all accounts, and giving back what one holds that will not return. */
@OperatorOnly()
@ApiTags('_tollgate')
@Controller('_tollgate/v1/leases')
export class LeasesController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @ApiOperation({ summary: 'Permits out on lease, per gateway' })
  @Get()
  async list(): Promise<{ readonly gateways: readonly GatewayHoldings[] }> {
    return { gateways: await this.database.read((uow) => quotaLeases.list(uow)) };
  }

  @ApiOperation({ summary: 'Give what a gateway holds back to the pools; only for one that will not return' })
  @Post(':gatewayId/release')
  @HttpCode(200)
  async release(@Param('gatewayId') gatewayId: string): Promise<{ readonly released: number }> {
    return { released: await this.database.write((uow) => releaseLeases(uow, gatewayId)) };
  }
}
