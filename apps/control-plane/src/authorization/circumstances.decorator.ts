import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ManagementRequest } from '../http/management-request.js';
import { circumstancesOf, type Circumstances } from './circumstances.js';

/** Parameter: under which circumstances a call is made, for conditions of policies. */
export const CallCircumstances = createParamDecorator(
  (_: unknown, context: ExecutionContext): Circumstances =>
    circumstancesOf(context.switchToHttp().getRequest<ManagementRequest>()),
);
