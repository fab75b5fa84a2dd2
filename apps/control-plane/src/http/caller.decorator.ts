import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { CallerIdentity, ManagementRequest } from './management-request.js';

/** Parameter: who makes the call. Only where the signature guard has run. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): CallerIdentity => {
  const { caller } = context.switchToHttp().getRequest<ManagementRequest>();
  if (!caller) throw new Error('@Caller() on a route without a signature');
  return caller;
});
