import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { accessDenied, type sts } from '#libs/aws-wire';
import { calledBy } from './called.js';
import type { ManagementRequest } from './management-request.js';
import { WireException } from './wire-exception.js';

/**
 * Refuses whoever signs a call and is not the root of an account, whatever the service: users and roles may
 * do nothing until their policies are asked. What that will be stands here and nowhere else. Of STS's
 * operations two ask for nothing, as at AWS (API reference: GetCallerIdentity, GetSessionToken), and one asks
 * policies by itself.
 */
@Injectable()
export class RootOnlyGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<ManagementRequest>();
    const { caller } = request;
    if (!caller || caller.principal.type === 'root' || isForEverybody(request)) return true;
    const { arn } = caller.principal;
    throw new WireException(accessDenied(`User: ${arn} is not authorized to perform this action`));
  }
}

/** The signature is for STS, which the signature guard lets in at the dispatcher alone. */
const forEverybody: ReadonlySet<string> = new Set<sts.OperationName>([
  'AssumeRole',
  'GetCallerIdentity',
  'GetSessionToken',
]);

function isForEverybody(request: ManagementRequest): boolean {
  const called = calledBy(request);
  return called?.service === 'sts' && called.name !== null && forEverybody.has(called.name);
}
