import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { ManagementRequest } from '../http/management-request.js';
import { operationOf } from '../wire/operation.decorator.js';
import { callSpans } from './call-spans.js';

/**
 * Lets everything through, and tells the span of a call its operation: before the other guards, so that
 * refused calls have names, too.
 */
@Injectable()
export class CalledOperationGuard implements CanActivate {
  canActivate(context: ExecutionContext): true {
    const call = callSpans.of(context.switchToHttp().getRequest<ManagementRequest>());
    if (call !== undefined) call.operation ??= operationOf(context.getHandler()) ?? null;
    return true;
  }
}
