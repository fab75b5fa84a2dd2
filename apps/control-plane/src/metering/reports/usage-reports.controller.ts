import { Readable } from 'node:stream';
import { Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { usagePlanNotFound } from '#libs/api-definition';
import { usageHours, usageOrigins, usagePlans, type Database } from '#libs/persistence';
import { utcDay } from '#libs/rate-limits';
import { TollgateAction } from '../../http/tollgate-action.decorator.js';
import { Caller } from '../../http/caller.decorator.js';
import { JsonBody } from '../../http/json-body.decorator.js';
import { DomainException, orThrow } from '../../http/domain-exception.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { OperatorOnly } from '../../http/operator-only.js';
import { page } from '../../http/page.js';
import { TollgateController } from '../../http/tollgate-controller.decorator.js';
import { DATABASE, NOW } from '../../tokens.js';
import { dryRunUsagePlan } from './dry-run-usage-plan.js';
import { exportUsage } from './export-usage.js';
import { DryRun, DryRunQuery, DryRunRequest } from './dry-run.dto.js';
import { proposalOf } from './plan-proposal.js';
import {
  HourlyUsage,
  HourlyUsageQuery,
  InvariantQuery,
  UsageExportQuery,
  UsageInvariant,
} from './usage-reports.dto.js';

/** Reports on usage beyond AWS's GetUsage; signed like every management call. */
@TollgateController()
export class UsageReportsController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(NOW) private readonly now: () => number,
  ) {}

  @ApiOperation({ summary: 'Use per key and hour (UTC) of one day, under one plan' })
  @TollgateAction('ReadUsage', 'usageplans/:usagePlanId')
  @ApiOkResponse({ type: HourlyUsage })
  @Get('usageplans/:usagePlanId/usage/hourly')
  async hourly(
    @Param('usagePlanId') usagePlanId: string,
    @Query() { day = utcDay(this.now()), keyId, ...wanted }: HourlyUsageQuery,
    @Caller() { owner }: CallerIdentity,
  ): Promise<HourlyUsage> {
    return this.database.read(async (uow) => {
      if (!(await usagePlans.find(uow, owner, usagePlanId))) throw new DomainException(usagePlanNotFound);
      const { items, position } = await page(
        wanted,
        ({ after, count }) =>
          usageHours.list(
            uow,
            { usagePlanId, day, keyId: keyId ?? null },
            after === null ? null : readPlace(after),
            count,
          ),
        (row) => `${row.hour}/${row.keyId}`,
      );
      return {
        usagePlanId,
        day,
        items: items.map(({ keyId: id, hour, used }) => ({ keyId: id, hour, used })),
        position,
      };
    });
  }

  @ApiOperation({
    summary: 'Which keys a proposed quota and throttle would have refused in a past window, and when first',
  })
  @TollgateAction('DryRunUsagePlan', 'usageplans/:usagePlanId')
  @ApiBody({ type: DryRunRequest })
  @ApiOkResponse({ type: DryRun })
  @Post('usageplans/:usagePlanId/dry-run')
  @HttpCode(200)
  async dryRun(
    @Param('usagePlanId') usagePlanId: string,
    @Query() { afterKeyId = '' }: DryRunQuery,
    @JsonBody() body: DryRunRequest,
    @Caller() { owner }: CallerIdentity,
  ): Promise<DryRun> {
    const proposal = orThrow(proposalOf(body));
    const plan = await this.database.read((uow) => usagePlans.find(uow, owner, usagePlanId));
    if (!plan) throw new DomainException(usagePlanNotFound);
    return dryRunUsagePlan(this.database, usagePlanId, proposal, afterKeyId);
  }

  @ApiOperation({ summary: 'A month of all plans as CSV or JSON Lines, for billing' })
  @TollgateAction('ExportUsage', 'usage')
  @ApiOkResponse({
    description: 'A line per plan, key and day with use',
    content: { 'text/csv': {}, 'application/jsonl': {} },
  })
  @Get('usage/export')
  export(
    @Query() { month, format }: UsageExportQuery,
    @Caller() { owner }: CallerIdentity,
    @Res() reply: FastifyReply,
  ) {
    void reply
      .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl')
      .header('content-disposition', `attachment; filename="usage-${month}.${format}"`)
      .send(Readable.from(exportUsage(this.database, owner, month, format)));
  }

  @ApiOperation({
    summary: 'Whether what gateways admitted is what was counted, and what is held is on lease',
  })
  @OperatorOnly()
  @TollgateAction('ReadUsageInvariant', 'usage')
  @ApiOkResponse({ type: UsageInvariant })
  @Get('usage/invariant')
  async invariant(@Query() { day = utcDay(this.now()) }: InvariantQuery): Promise<UsageInvariant> {
    const balance = await this.database.read((uow) => usageOrigins.balance(uow, day));
    const difference = balance.admitted - balance.counted;
    const hourlyDifference = balance.counted - balance.countedByHour;
    const leaseDifference = balance.held - balance.leased;
    const holds = difference === 0 && hourlyDifference === 0 && leaseDifference === 0;
    return { holds, ...balance, difference, hourlyDifference, leaseDifference };
  }
}

function readPlace(place: string): { readonly hour: number; readonly keyId: string } {
  const [hour = '', keyId = ''] = place.split('/');
  return { hour: Number(hour) || 0, keyId };
}
