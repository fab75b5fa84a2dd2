import { Controller, HttpCode, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { badRequest, serviceUnavailable } from '#libs/aws-wire';
import { readBlockAge, readBlockName } from '#libs/observations';
import { gatewayIdOf, GatewayTokenGuard } from '../http/gateway-token.guard.js';
import type { ManagementRequest } from '../http/management-request.js';
import { Unsigned } from '../http/signed.decorator.js';
import { WireException } from '../http/wire-exception.js';
import { ObservationIntake, type IntakeOutcome } from './observation-intake.js';
import { IntakeGate } from './intake-gate.js';

/** Takes what happened from gateways; gateways only. */
@ApiExcludeController()
@Unsigned()
@UseGuards(GatewayTokenGuard)
@Controller('_tollgate/v1/observations')
export class ObservationsController {
  constructor(
    private readonly intake: ObservationIntake,
    private readonly gate: IntakeGate,
  ) {}

  /**
   * 200: the block counts. 422: it never will, and why. Whatever else the response is, the gateway sends the
   * block again.
   */
  @Post(':kind')
  @HttpCode(200)
  async take(
    @Param('kind') kind: string,
    @Req() { headers, body }: ManagementRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IntakeOutcome> {
    const name = readBlockName(headers);
    if (typeof name === 'string') throw new WireException(badRequest(name));
    const origin = { ...name, gatewayId: gatewayIdOf(headers), ageMs: readBlockAge(headers) };
    const outcome = await this.gate.pass(() => this.intake.take(kind, origin, body));
    if (outcome === null) throw new WireException(serviceUnavailable('Too many blocks at once.', 1));
    if (outcome.outcome === 'refused') void reply.status(422);
    return outcome;
  }
}
