import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { usagePlanNotFound } from '#libs/api-definition';
import { badRequest } from '#libs/aws-wire';
import { usageHours, usageOrigins, usagePlans, type Database } from '#libs/persistence';
import { utcDay, utcDayStartMs } from '#libs/rate-limits';
import { Caller } from '../../http/caller.decorator.js';
import { DomainException } from '../../http/domain-exception.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { OperatorOnly } from '../../http/operator-only.js';
import { page } from '../../http/page.js';
import { WireException } from '../../http/wire-exception.js';
import { DATABASE, NOW } from '../../runtime.js';
import { dryRunUsagePlan } from './dry-run-usage-plan.js';
import { exportUsage } from './export-usage.js';
import { readProposal } from './read-proposal.js';

type QueryText = Readonly<Record<string, string | undefined>>;

/** Reports on usage beyond AWS's GetUsage; signed like every management call. */
@ApiTags('_tollgate')
@Controller('_tollgate/v1')
export class UsageReportsController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(NOW) private readonly now: () => number,
  ) {}

  @ApiOperation({ summary: 'Use per key and hour (UTC) of one day, under one plan' })
  @Get('usageplans/:usagePlanId/usage/hourly')
  async hourly(
    @Param('usagePlanId') usagePlanId: string,
    @Query() query: QueryText,
    @Caller() { owner }: CallerIdentity,
  ) {
    const day = dayOf(query['day'], utcDay(this.now()));
    const keyId = query['keyId'] ?? null;
    return this.database.read(async (uow) => {
      if (!(await usagePlans.find(uow, owner, usagePlanId))) throw new DomainException(usagePlanNotFound);
      const { items, position } = await page(
        { limit: limitOf(query['limit']), position: query['position'] },
        ({ after, count }) =>
          usageHours.list(uow, { usagePlanId, day, keyId }, after === null ? null : readPlace(after), count),
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
  @Post('usageplans/:usagePlanId/dry-run')
  @HttpCode(200)
  async dryRun(
    @Param('usagePlanId') usagePlanId: string,
    @Query() query: QueryText,
    @Body() body: unknown,
    @Caller() { owner }: CallerIdentity,
  ) {
    const proposal = readProposal(body);
    const plan = await this.database.read((uow) => usagePlans.find(uow, owner, usagePlanId));
    if (!plan) throw new DomainException(usagePlanNotFound);
    return dryRunUsagePlan(this.database, usagePlanId, proposal, query['afterKeyId'] ?? '');
  }

  @ApiOperation({ summary: 'A month of all plans as CSV or JSON Lines, for billing' })
  @Get('usage/export')
  export(@Query() query: QueryText, @Caller() { owner }: CallerIdentity, @Res() reply: FastifyReply) {
    const { month = '', format = 'csv' } = query;
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new WireException(badRequest('month must be YYYY-MM'));
    if (format !== 'csv' && format !== 'jsonl')
      throw new WireException(badRequest('format must be csv or jsonl'));
    void reply
      .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl')
      .header('content-disposition', `attachment; filename="usage-${month}.${format}"`)
      .send(Readable.from(exportUsage(this.database, owner, month, format)));
  }

  @ApiOperation({
    summary: 'Whether what gateways admitted is what was counted, and what is held is on lease',
  })
  @OperatorOnly()
  @Get('usage/invariant')
  async invariant(@Query() query: QueryText) {
    const day = dayOf(query['day'], utcDay(this.now()));
    const balance = await this.database.read((uow) => usageOrigins.balance(uow, day));
    const difference = balance.admitted - balance.counted;
    const hourlyDifference = balance.counted - balance.countedByHour;
    const leaseDifference = balance.held - balance.leased;
    const holds = difference === 0 && hourlyDifference === 0 && leaseDifference === 0;
    return { holds, ...balance, difference, hourlyDifference, leaseDifference };
  }
}

function dayOf(text: string | undefined, today: string): string {
  if (text === undefined) return today;
  if (Number.isNaN(utcDayStartMs(text))) throw new WireException(badRequest('day must be YYYY-MM-DD'));
  return text;
}

function limitOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

function readPlace(place: string): { readonly hour: number; readonly keyId: string } {
  const [hour = '', keyId = ''] = place.split('/');
  return { hour: Number(hour) || 0, keyId };
}
