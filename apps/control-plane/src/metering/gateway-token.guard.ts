import { createHash, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { unauthorized } from '#libs/aws-wire';
import { WireException } from '../management/http/wire-exception.js';
import { GATEWAY_TOKEN } from '../runtime.js';

/** Lets gateways in: `Authorization: Bearer <gateway token>`, compared in constant time. */
@Injectable()
export class GatewayTokenGuard implements CanActivate {
  private readonly expected: Buffer;

  constructor(@Inject(GATEWAY_TOKEN) token: string) {
    this.expected = digest(`Bearer ${token}`);
  }

  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (timingSafeEqual(digest(headers.authorization ?? ''), this.expected)) return true;
    throw new WireException(unauthorized('The gateway token is missing or wrong'));
  }
}

/** Digests have one length, which the comparison needs, and which tells nothing of the token's. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
