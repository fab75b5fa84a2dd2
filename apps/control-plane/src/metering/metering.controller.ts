import { Controller, HttpCode, Inject, Post, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { badRequest } from '#libs/aws-wire';
import {
  parseExchangeRequest,
  parseHelloRequest,
  type ExchangeResponse,
  type ExchangeRefusal,
} from '#libs/metering';
import type { HelloResponse, Parsed } from '#libs/metering';
import type { Database } from '#libs/persistence';
import { JsonBody } from '../http/json-body.decorator.js';
import { Unsigned } from '../http/signed.decorator.js';
import { WireException } from '../http/wire-exception.js';
import { GATEWAY_DATABASE, NOW } from '../tokens.js';
import { applyExchange, applyHello } from './apply-exchange.js';
import { GatewayTokenGuard } from '../http/gateway-token.guard.js';

/** The control plane's side of the metering exchange; gateways only. */
@ApiExcludeController()
@Unsigned()
@UseGuards(GatewayTokenGuard)
@Controller('_tollgate/metering')
export class MeteringController {
  constructor(
    @Inject(GATEWAY_DATABASE) private readonly database: Database,
    @Inject(NOW) private readonly now: () => number,
  ) {}

  @Post('hello')
  @HttpCode(200)
  hello(@JsonBody() body: object): Promise<HelloResponse> {
    return applyHello(this.database, checked(parseHelloRequest(body)));
  }

  @Post('exchange')
  @HttpCode(200)
  async exchange(
    @JsonBody() body: object,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExchangeResponse | ExchangeRefusal> {
    const request = checked(parseExchangeRequest(body));
    const outcome = await applyExchange(this.database, request, this.now());
    if (outcome.ok) return outcome.response;
    void reply.status(409);
    return outcome.refusal;
  }
}

function checked<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new WireException(badRequest(parsed.problem));
  return parsed.value;
}
