import { createSigningKeyCache, signRequest, type SigningCredentials } from '#libs/sigv4';
import type { IntegrationRequest } from '../../invocation/exchange.js';

/** A call of an AWS service, not yet signed. */
export interface AwsRequest {
  readonly origin: string;
  readonly host: string;
  readonly path: string;
  /** Without `?`. */
  readonly query: string;
  readonly httpMethod: string;
  /** Name, value, name, value, ...; the host apart. */
  readonly headers: readonly string[];
  readonly body: Buffer | string | null;
  readonly region: string;
  /** As signatures name it. */
  readonly service: string;
}

const signingKeys = createSigningKeyCache();

/**
 * Signs a call; without credentials it goes out unsigned. Only the host, the content type and AWS's own
 * headers are signed: what stands on the way to the service may rewrite others, as trace headers are.
 */
export function signAwsRequest(
  request: AwsRequest,
  credentials: SigningCredentials | null,
): IntegrationRequest {
  const { origin, host, path, query, httpMethod, body, region, service } = request;
  const signed: Record<string, string | readonly string[]> = { host };
  const others: string[] = [];
  let namesUpgrade = false;
  for (let index = 0; index < request.headers.length; index += 2) {
    const name = request.headers[index]!;
    const value = request.headers[index + 1]!;
    const lower = name.toLowerCase();
    if (lower === 'upgrade') namesUpgrade = true;
    if (!isSigned(lower)) others.push(name, value);
    else signed[lower] = signed[lower] === undefined ? value : [...listOf(signed[lower]), value];
  }
  const sent = credentials
    ? signRequest({
        method: httpMethod,
        rawPath: path,
        rawQuery: query,
        headers: signed,
        body: body ?? '',
        credentials,
        region,
        service,
        now: Date.now(),
        signingKeys,
      })
    : signed;
  for (const [name, values] of Object.entries(sent)) {
    for (const value of listOf(values)) others.push(name, value);
  }
  const target = query === '' ? path : `${path}?${query}`;
  return { origin, path: target, httpMethod, headers: others, body, namesUpgrade };
}

function isSigned(lowerName: string): boolean {
  return lowerName.startsWith('x-amz-') || lowerName === 'content-type' || lowerName === 'content-md5';
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}
