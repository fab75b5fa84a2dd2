import { Injectable, UseGuards, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { accessDenied } from '#libs/aws-wire';
import type { ManagementRequest } from './management-request.js';
import { WireException } from './wire-exception.js';

/** Refuses signed callers whose credential is not the operator's. */
@Injectable()
export class OperatorGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { caller } = context.switchToHttp().getRequest<ManagementRequest>();
    if (caller?.isOperator) return true;
    throw new WireException(accessDenied('This call is for the operator of the installation.'));
  }
}

/**
 * On a controller or a method: what it shows or changes belongs to no one account, so that only the operator
 * may call it, with a credential that is marked so: the installation's first one.
 */
export const OperatorOnly = (): ClassDecorator & MethodDecorator => UseGuards(OperatorGuard);
