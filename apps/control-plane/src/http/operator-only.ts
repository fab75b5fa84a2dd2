import { Inject, Injectable, UseGuards, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { accessDenied } from '#libs/aws-wire';
import type { ControlPlaneConfig } from '../config.js';
import { CONFIG } from '../tokens.js';
import type { ManagementRequest } from './management-request.js';
import { WireException } from './wire-exception.js';

/** Refuses signed callers of other accounts than the installation's first. */
@Injectable()
export class OperatorGuard implements CanActivate {
  constructor(@Inject(CONFIG) private readonly config: Pick<ControlPlaneConfig, 'accountId'>) {}

  canActivate(context: ExecutionContext): boolean {
    const { caller } = context.switchToHttp().getRequest<ManagementRequest>();
    if (caller && (caller.isOperator || isOfFirstAccount(caller.owner, this.config))) return true;
    throw new WireException(accessDenied('This call is for the operator of the installation.'));
  }
}

const isOfFirstAccount = (
  owner: { readonly accountId: string },
  config: { readonly accountId: string },
): boolean => owner.accountId === config.accountId;

/**
 * On a controller or a method: what it shows or changes belongs to no one account, so that only the
 * installation's first account may call it: its root, and those of its users and roles whom their policies
 * allow the action.
 */
export const OperatorOnly = (): ClassDecorator & MethodDecorator => UseGuards(OperatorGuard);
