import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { badRequest } from '#libs/aws-wire';
import type { ManagementRequest } from './management-request.js';
import { WireException } from './wire-exception.js';

/**
 * Parameter: the body as a JSON object. Bodies are kept as they came, since signatures are over the bytes.
 */
export const JsonBody = createParamDecorator((_: unknown, context: ExecutionContext): object =>
  readJsonObject(context.switchToHttp().getRequest<ManagementRequest>().body),
);

/** @throws WireException BadRequestException when the bytes are no JSON object. */
export function readJsonObject(body: Buffer | undefined): object {
  const value = parse(body);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new WireException(badRequest('The body must be a JSON object'));
}

function parse(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(body?.toString('utf8') ?? '');
  } catch {
    // Not JSON: refused like anything else that is no object.
    return undefined;
  }
}
