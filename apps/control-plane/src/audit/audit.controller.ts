import { Readable } from 'node:stream';
import { Get, Inject, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { badRequest, notFound } from '#libs/aws-wire';
import { auditChain, type Database } from '#libs/persistence';
import { Caller } from '../http/caller.decorator.js';
import type { CallerIdentity } from '../http/management-request.js';
import { TollgateAction } from '../http/tollgate-action.decorator.js';
import { TollgateController } from '../http/tollgate-controller.decorator.js';
import { WireException } from '../http/wire-exception.js';
import { DATABASE, NOW, type Runtime } from '../tokens.js';
import { AuditExportQuery, AuditHead } from './audit-export.dto.js';
import { exportEvents } from './export-events.js';
import { linkEvents } from './link-events.js';

/** The audit events of an account, to be kept and verified elsewhere. */
@TollgateController('/audit')
export class AuditController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @ApiOperation({ summary: 'Audit events of a time as JSON Lines, for npm run audit:verify' })
  @TollgateAction('ExportAudit', 'audit')
  @ApiOkResponse({
    description: 'A line per event, in the order of the chain, without a gap',
    content: { 'application/jsonl': {} },
  })
  @Get('export')
  export(
    @Query() { from, to }: AuditExportQuery,
    @Caller() { owner }: CallerIdentity,
    @Res() reply: FastifyReply,
  ) {
    const [fromMs, toMs] = [momentOf('from', from), momentOf('to', to)];
    void reply
      .type('application/jsonl')
      .header('content-disposition', 'attachment; filename="audit.jsonl"')
      .send(Readable.from(exportEvents(this.database, owner.accountId, fromMs, toMs)));
  }

  @ApiOperation({ summary: 'The last link of the chain of audit events, to be kept elsewhere' })
  @TollgateAction('ReadAuditHead', 'audit')
  @ApiOkResponse({ type: AuditHead })
  @Get('head')
  async head(@Caller() { owner: { accountId } }: CallerIdentity): Promise<AuditHead> {
    await linkEvents(this.database, accountId);
    const head = await this.database.read((uow) => auditChain.head(uow, accountId, this.now()));
    if (!head) throw new WireException(notFound('The account has no audit events.'));
    return head;
  }
}

/** Days that no month has are refused, too. */
function momentOf(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const atMs = Date.parse(text);
  if (Number.isNaN(atMs)) throw new WireException(badRequest(`${name} is no time`));
  return atMs;
}
