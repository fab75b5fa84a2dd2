import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { accessDenied } from '#libs/aws-wire';
import { isAuthorizedByHandler } from '../http/authorized-by-handler.js';
import type { ManagementRequest } from '../http/management-request.js';
import { WireException } from '../http/wire-exception.js';
import { Authorizer } from './authorizer.js';
import { requiredPermissionsOf } from './required-permissions.js';

/**
 * Lets signed calls through that their caller may make: a root all of its account, users and sessions what
 * their policies allow. Runs after the signature is known to be good, and before the input is looked at, so
 * that who may do nothing learns nothing.
 */
@Injectable()
export class AuthorizationGuard implements CanActivate {
  constructor(private readonly authorizer: Authorizer) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<ManagementRequest>();
    const { caller } = request;
    // The signature guard lets nobody without a signature into a route that needs one.
    if (!caller || caller.principal.type === 'root' || isAuthorizedByHandler(context.getClass())) return true;
    const required = requiredPermissionsOf(context.getHandler());
    if (!required)
      throw new WireException(
        accessDenied(`User: ${caller.principal.arn} is not authorized to perform this action`),
      );
    return this.authorizer.refusalOf(request, required).then((refusal) => {
      if (refusal) throw new WireException(refusal);
      return true;
    });
  }
}
