import { Controller, Get, HttpCode, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Caller } from '../http/caller.decorator.js';
import type { CallerIdentity, ManagementRequest } from '../http/management-request.js';
import { SignedFor } from '../http/signed.decorator.js';
import { callerIdentityAnswer } from './sts-answers.js';
import { StsError } from './sts-error.js';
import { StsErrorFilter } from './sts-error.filter.js';

const VERSION = '2011-06-15';

/** As much of STS as infrastructure tools ask before they start: GetCallerIdentity, in the query protocol. */
@ApiTags('sts')
@SignedFor('sts')
@UseFilters(StsErrorFilter)
@Controller()
export class StsController {
  @ApiOperation({ summary: 'GetCallerIdentity' })
  @Post('/')
  @HttpCode(200)
  post(
    @Req() request: ManagementRequest,
    @Caller() caller: CallerIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answer(new URLSearchParams(request.body?.toString('utf8') ?? ''), request, caller, reply);
  }

  @ApiOperation({ summary: 'GetCallerIdentity' })
  @Get('/')
  get(
    @Req() request: ManagementRequest,
    @Caller() caller: CallerIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answer(new URLSearchParams((request.raw.url ?? '').split('?')[1] ?? ''), request, caller, reply);
  }
}

function answer(
  parameters: URLSearchParams,
  request: ManagementRequest,
  { owner }: CallerIdentity,
  reply: FastifyReply,
): string {
  const action = parameters.get('Action');
  if (!action)
    throw new StsError('MissingAction', 'Could not find operation: the Action parameter is missing.');
  if (action !== 'GetCallerIdentity') {
    const version = parameters.get('Version') ?? VERSION;
    throw new StsError('InvalidAction', `Could not find operation ${action} for version ${version}`);
  }
  void reply.type('text/xml');
  return callerIdentityAnswer(owner.accountId, request.id);
}
