import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ManagementRequest } from '../http/management-request.js';
import type { Circumstances } from './call-context.js';

/** Parameter: under which circumstances a call is made, for conditions of policies. */
export const CallCircumstances = createParamDecorator(
  (_: unknown, context: ExecutionContext): Circumstances => {
    const { ip, protocol, headers } = context.switchToHttp().getRequest<ManagementRequest>();
    return {
      sourceIp: ip,
      isSecure: protocol === 'https',
      userAgent: headers['user-agent'],
      referer: headers.referer,
    };
  },
);
