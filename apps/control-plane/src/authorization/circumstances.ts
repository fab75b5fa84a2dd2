import type { ManagementRequest } from '../http/management-request.js';

/** What is to be known of a management call besides who makes it and what for. */
export interface Circumstances {
  readonly sourceIp: string;
  readonly isSecure: boolean;
  readonly userAgent: string | undefined;
  readonly referer: string | undefined;
}

export const circumstancesOf = ({ ip, protocol, headers }: ManagementRequest): Circumstances => ({
  sourceIp: ip,
  isSecure: protocol === 'https',
  userAgent: headers['user-agent'],
  referer: headers.referer,
});
