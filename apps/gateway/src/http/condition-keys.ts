import { firstHeader } from './raw-headers.js';
import type { CallerRequest } from './caller-request.js';

/** What condition keys tell of a request. */
interface AskedRequest {
  readonly request: Pick<CallerRequest, 'caller' | 'rawHeaders'>;
  readonly record: { readonly receivedAtMs: number };
}

/**
 * The condition keys that a request has before anybody has said who calls (guide page "AWS condition keys
 * that can be used in API Gateway resource policies"). `key`: in lower case. Undefined for what the request
 * does not have.
 */
export function conditionValue({ request, record }: AskedRequest, key: string): string | undefined {
  switch (key) {
    case 'aws:sourceip':
      // The address of a caller behind an endpoint is one of its own network (IAM: aws:SourceIp).
      return request.caller.vpcEndpoint === null ? request.caller.ip : undefined;
    case 'aws:vpcsourceip':
      return request.caller.vpcEndpoint === null ? undefined : request.caller.ip;
    case 'aws:sourcevpce':
      return request.caller.vpcEndpoint?.id;
    case 'aws:sourcevpc':
      return request.caller.vpcEndpoint?.vpcId ?? undefined;
    case 'aws:securetransport':
      return String(request.caller.isTls);
    case 'aws:currenttime':
      return new Date(record.receivedAtMs).toISOString();
    case 'aws:epochtime':
      return String(Math.floor(record.receivedAtMs / 1000));
    case 'aws:useragent':
      return firstHeader(request.rawHeaders, 'user-agent') ?? undefined;
    case 'aws:referer':
      return firstHeader(request.rawHeaders, 'referer') ?? undefined;
    default:
      return undefined;
  }
}
