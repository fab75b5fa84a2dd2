import type { BackendPools } from '../integrations/transport/backend-pools.js';
import type { TokenIssuer } from './token-issuer.js';

/**
 * AWS waits 1,500 ms (guide page "Quotas for HTTP APIs"). Here an issuer has longer: the caller with a good
 * token, who pays for each failure with a 500, wins nothing by an early one.
 */
const answerWithinMs = 5_000;
/** The bound of AWS (the same page). */
const bytesMax = 150_000;

/** Fetches the key set of an issuer as text. Rejects with an error that says why it cannot be had. */
export type FetchKeySet = (issuer: TokenIssuer) => Promise<string>;

/**
 * Over the gateway's own connections, so that addresses that integrations may not reach are out of reach
 * here, too. Redirects are not followed.
 */
export function createFetchKeySet(
  backends: Pick<BackendPools, 'get'>,
  withinMs = answerWithinMs,
): FetchKeySet {
  async function fetchText(address: string): Promise<string> {
    const url = new URL(address);
    const response = await backends.get({ origin: url.origin }, false).request({
      method: 'GET',
      path: url.pathname + url.search,
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(withinMs),
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      // Leaving the loop ends the response.
      if (bytes > bytesMax) throw new Error(`${address} answered more than ${bytesMax} bytes`);
      chunks.push(chunk);
    }
    if (response.statusCode !== 200) throw new Error(`${address} answered ${response.statusCode}`);
    return Buffer.concat(chunks).toString('utf8');
  }

  return async ({ keys, names }) =>
    fetchText(keys.isDiscovery ? keySetUrlIn(await fetchText(keys.url), names, keys.url) : keys.url);
}

/**
 * `jwks_uri` of a discovery document, which must be the issuer's own (OpenID Connect Discovery 1.0, section
 * 4.3); what was asked for over TLS does not lead to where there is none.
 */
function keySetUrlIn(text: string, issuers: readonly string[], from: string): string {
  const { issuer, jwks_uri: url } = JSON.parse(text) as { issuer?: unknown; jwks_uri?: unknown };
  if (typeof issuer !== 'string' || !issuers.includes(issuer)) {
    throw new Error(`${from} is of another issuer`);
  }
  if (typeof url !== 'string' || !URL.canParse(url)) throw new Error(`${from} names no key set`);
  const { protocol } = new URL(url);
  if (protocol !== 'https:' && protocol !== new URL(from).protocol) {
    throw new Error(`${from} names a key set without TLS`);
  }
  return url;
}
