import { formatAmzDate } from './amz-date.js';
import { canonicalQuery, readQueryPairs } from './canonical-query.js';
import { signParts, type SignInput } from './sign-request.js';
import { sha256Hex } from './signature.js';
import { uriEncode } from './uri-encode.js';

/**
 * Signs in the query style. Returns the raw query to send: the one given plus the `X-Amz-*` parameters. Only
 * `host` and the other headers given are signed and must be sent as they are. `expiresSeconds` is 1 to
 * 604800.
 */
export function presignRequest(input: SignInput & { readonly expiresSeconds: number }): string {
  const amzDate = formatAmzDate(input.now);
  const headers: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(input.headers)) {
    if (value !== undefined) headers[name.toLowerCase()] = value;
  }
  const { credentials, region, service, expiresSeconds } = input;
  const scope = `${amzDate.slice(0, 8)}/${region}/${service}/aws4_request`;
  const parameters: [string, string][] = [
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Credential', `${credentials.accessKeyId}/${scope}`],
    ['X-Amz-Date', amzDate],
    ['X-Amz-Expires', String(expiresSeconds)],
    ['X-Amz-SignedHeaders', Object.keys(headers).sort().join(';')],
  ];
  if (credentials.sessionToken !== undefined)
    parameters.push(['X-Amz-Security-Token', credentials.sessionToken]);
  const query = canonicalQuery([
    ...readQueryPairs(input.rawQuery),
    ...parameters.map(([name, value]) => [name, uriEncode(value)] as const),
  ]);
  const { signature } = signParts(input, amzDate, headers, query, sha256Hex(input.body));
  return `${query}&X-Amz-Signature=${signature}`;
}
