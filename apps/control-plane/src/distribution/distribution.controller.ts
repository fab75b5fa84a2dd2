import { Controller, Get, HttpCode, Param, Post, Query, Req, Res, UseGuards, UsePipes } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { notFound } from '#libs/aws-wire';
import type { FeedChange, FeedPage } from '#libs/snapshot-format';
import { orThrow } from '../http/domain-exception.js';
import { JsonBody } from '../http/json-body.decorator.js';
import type { ManagementRequest } from '../http/management-request.js';
import { Unsigned } from '../http/signed.decorator.js';
import { WireException } from '../http/wire-exception.js';
import { gatewayValidation } from '../http/request-validation.js';
import { changesMax, ChangesQuery, waitMsMax } from './changes-query.dto.js';
import { FeedReader } from './feed-reader.js';
import { GatewayConnections } from './gateway-connections.js';
import { gatewayIdOf, GatewayTokenGuard } from '../http/gateway-token.guard.js';
import { readAcknowledgement } from './read-acknowledgement.js';

/** The feed for gateways: what has changed, and what they have made of it. */
@ApiExcludeController()
@Unsigned()
@UseGuards(GatewayTokenGuard)
@UsePipes(gatewayValidation)
@Controller('_tollgate/distribution')
export class DistributionController {
  constructor(
    private readonly reader: FeedReader,
    private readonly connections: GatewayConnections,
  ) {}

  /**
   * Long poll: answers at once when there is something after `after`, else as soon as there is, or with an
   * empty page after `waitMs`.
   */
  @Get('changes')
  async changes(
    @Query() { after, limit, waitMs, mark: given }: ChangesQuery,
    @Req() request: ManagementRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FeedPage> {
    const gatewayId = gatewayIdOf(request.headers);
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const mark = given ?? null;
    const isKnown = await this.reader.isKnown(after, mark);
    // What is applied of another feed does not count.
    await this.connections.polled(gatewayId, request.raw.socket, isKnown ? after : 0);
    const count = Math.min(Math.max(limit, 1), changesMax);
    return this.reader.next({ after, mark, count, waitMs: Math.min(waitMs, waitMsMax) }, gone.signal);
  }

  /** For a gateway that has not kept a snapshot to which a stage was rolled back. */
  @Get('snapshots/:digest')
  async snapshot(@Param('digest') digest: string): Promise<FeedChange> {
    const found = /^[0-9a-f]{64}$/.test(digest) ? await this.reader.snapshot(digest) : null;
    if (found === null) throw new WireException(notFound('Invalid snapshot identifier specified'));
    return found;
  }

  @Post('acknowledgements')
  @HttpCode(204)
  async acknowledge(@JsonBody() body: object, @Req() request: ManagementRequest): Promise<void> {
    const { gatewayId, mark, ...report } = orThrow(readAcknowledgement(body, gatewayIdOf(request.headers)));
    const { appliedSeq } = report;
    const isKnown = await this.reader.isKnown(appliedSeq, mark ?? null);
    await this.connections.acknowledged(gatewayId, request.raw.socket, {
      ...report,
      appliedSeq: isKnown ? appliedSeq : 0,
    });
  }
}
