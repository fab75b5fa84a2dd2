import {
  Controller,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
  UseGuards,
  UsePipes,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { testInvocations, type Database } from '#libs/persistence';
import type { GatewayTask } from '#libs/snapshot-format';
import { gatewayIdOf, GatewayTokenGuard } from '../http/gateway-token.guard.js';
import { orThrow } from '../http/domain-exception.js';
import { JsonBody } from '../http/json-body.decorator.js';
import type { ManagementRequest } from '../http/management-request.js';
import { gatewayValidation } from '../http/request-validation.js';
import { Unsigned } from '../http/signed.decorator.js';
import { GATEWAY_DATABASE } from '../tokens.js';
import { ClaimQuery, waitMsMax } from './claim-query.dto.js';
import { readTestResult } from './read-test-result.js';
import { TestClaims } from './test-claims.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The gateways' side of test invocations: taking one, and posting its result. */
@ApiExcludeController()
@Unsigned()
@UseGuards(GatewayTokenGuard)
@UsePipes(gatewayValidation)
@Controller('_tollgate/test-invocations')
export class TestInvocationsController {
  constructor(
    @Inject(GATEWAY_DATABASE) private readonly database: Database,
    private readonly claims: TestClaims,
  ) {}

  /**
   * Long poll; `first=true`: the gateway has just started. 200 with one that is now the gateway's to run, or
   * 204 when there was none in `waitMs`.
   */
  @Post('claims')
  @HttpCode(200)
  async claim(
    @Query() { waitMs, first }: ClaimQuery,
    @Req() request: ManagementRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<GatewayTask | undefined> {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const gatewayId = gatewayIdOf(request.headers);
    if (first === 'true') await this.database.write((uow) => testInvocations.abandon(uow, gatewayId));
    const taken = await this.claims.next(gatewayId, Math.min(waitMs, waitMsMax), gone.signal);
    if (taken) return taken;
    void reply.status(204);
    return undefined;
  }

  /** 204, also when nobody waits for it any more: the gateway can do nothing about that. */
  @Post(':id/result')
  @HttpCode(204)
  async finish(
    @Param('id') id: string,
    @JsonBody() body: object,
    @Req() request: ManagementRequest,
  ): Promise<void> {
    const gatewayId = gatewayIdOf(request.headers);
    const result = orThrow(readTestResult(body));
    if (!uuid.test(id)) return;
    await this.database.write((uow) => testInvocations.finish(uow, id, gatewayId, result));
  }
}
