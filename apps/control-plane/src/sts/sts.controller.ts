import { Controller, Get, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { queryProtocol, sts } from '#libs/aws-wire';
import { Caller } from '../http/caller.decorator.js';
import { errorFilterFor } from '../http/error.filter.js';
import type { CallerIdentity, ManagementRequest } from '../http/management-request.js';
import { SignedFor } from '../http/signed.decorator.js';
import { WireException } from '../http/wire-exception.js';

const protocol = queryProtocol(sts.service);

/** What each operation answers. */
const outputs = {
  // The first credential of an account is its root user.
  GetCallerIdentity: ({ owner: { accountId } }: CallerIdentity): sts.GetCallerIdentityResponse => ({
    Arn: `arn:aws:iam::${accountId}:root`,
    UserId: accountId,
    Account: accountId,
  }),
} satisfies Record<sts.OperationName, (caller: CallerIdentity) => object>;

/**
 * As much of STS as infrastructure tools ask before they start: GetCallerIdentity, as a form in the body or
 * in the query.
 */
@ApiTags('sts')
@SignedFor(sts.service.name)
@UseFilters(errorFilterFor(protocol))
@Controller()
export class StsController {
  @ApiOperation({ summary: 'GetCallerIdentity' })
  @ApiResponse({ status: 200, description: 'XML', type: sts.GetCallerIdentityResponse })
  @Post('/')
  post(
    @Req() request: ManagementRequest,
    @Caller() caller: CallerIdentity,
    @Res() reply: FastifyReply,
  ): void {
    respond(request.body?.toString('utf8') ?? '', request.id, caller, reply);
  }

  @ApiOperation({ summary: 'GetCallerIdentity' })
  @ApiResponse({ status: 200, description: 'XML', type: sts.GetCallerIdentityResponse })
  @Get('/')
  get(@Req() request: ManagementRequest, @Caller() caller: CallerIdentity, @Res() reply: FastifyReply): void {
    respond((request.raw.url ?? '').split('?')[1] ?? '', request.id, caller, reply);
  }
}

function respond(form: string, requestId: string, caller: CallerIdentity, reply: FastifyReply): void {
  const named = protocol.operationOf(sts.operations, new URLSearchParams(form));
  if (!named.ok) throw new WireException(named.error);
  const { status, headers, body } = protocol.renderOutput(
    sts.operations[named.name],
    outputs[named.name](caller),
    requestId,
  );
  void reply.status(status).headers(headers).send(body);
}
