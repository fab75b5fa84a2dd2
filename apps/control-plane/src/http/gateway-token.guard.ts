import { createHash, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { badRequest, unauthorized } from '#libs/aws-wire';
import { WireException } from './wire-exception.js';
import { GATEWAY_TOKEN } from '../tokens.js';

/** The header in which a gateway says which one it is. */
export const gatewayIdHeader = 'x-tollgate-gateway-id';
const gatewayId = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

/** Lets gateways in: by their token, compared in constant time, and with an id. Use it with `@Unsigned()`. */
@Injectable()
export class GatewayTokenGuard implements CanActivate {
  private readonly expected: Buffer;

  constructor(@Inject(GATEWAY_TOKEN) token: string) {
    this.expected = sha256(`Bearer ${token}`);
  }

  canActivate(context: ExecutionContext): true {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    // Digests have one length, whatever was sent.
    if (!timingSafeEqual(sha256(headers.authorization ?? ''), this.expected)) {
      throw new WireException(unauthorized('This is not the token of the gateways'));
    }
    gatewayIdOf(headers);
    return true;
  }
}

/** Which gateway asks. @throws WireException 400 when it does not say, or not in a form that can be an id. */
export function gatewayIdOf(headers: FastifyRequest['headers']): string {
  const id = headers[gatewayIdHeader];
  if (typeof id === 'string' && gatewayId.test(id)) return id;
  throw new WireException(
    badRequest(`${gatewayIdHeader} must be 1 to 128 letters, digits, dots, colons or dashes`),
  );
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
