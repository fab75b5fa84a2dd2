import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { missingAuthenticationToken, servicesWithoutPaths } from '#libs/aws-wire';
import { AuthorizedByHandler } from '../http/authorized-by-handler.js';
import { calledBy } from '../http/called.js';
import type { ManagementRequest } from '../http/management-request.js';
import { SignedFor } from '../http/signed.decorator.js';
import { WireException } from '../http/wire-exception.js';
import { OperationHandlers } from './operation-handlers.js';

/**
 * Every call of a service that has no paths of its own: the signature says which service it is for, its form,
 * its `X-Amz-Target` or its path which operation.
 */
@ApiTags('services without paths')
@AuthorizedByHandler()
@SignedFor(...servicesWithoutPaths)
@Controller()
export class DispatchController {
  constructor(private readonly handlers: OperationHandlers) {}

  @ApiOperation({ summary: 'An operation of the service that the call is signed for' })
  @Post('/')
  post(@Req() request: ManagementRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.dispatch(request, reply);
  }

  @ApiOperation({ summary: 'The same, its form in the query' })
  @Get('/')
  get(@Req() request: ManagementRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.dispatch(request, reply);
  }

  @ApiOperation({ summary: 'The same, in CBOR' })
  @Post('/service/:service/operation/:operation')
  postCbor(@Req() request: ManagementRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.dispatch(request, reply);
  }

  private async dispatch(request: ManagementRequest, reply: FastifyReply): Promise<void> {
    const called = calledBy(request);
    // The signature guard has let nothing else in.
    if (!called) throw new WireException(missingAuthenticationToken('Missing Authentication Token'));
    const handler = called.name === null ? undefined : this.handlers.find(called.service, called.name);
    if (!handler) throw new WireException(called.notServed);
    const output = (await handler.handle(request, reply)) as object | null | undefined;
    request.output = output ?? null;
    const { status, headers, body } = called.protocol.renderOutput(handler.operation, output, request.id);
    void reply.status(status).headers(headers).send(body);
  }
}
