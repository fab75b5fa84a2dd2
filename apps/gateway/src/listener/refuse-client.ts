import type { ActiveDomain } from '../domains/active-domain.js';
import type { Caller } from '../http/caller.js';

/**
 * Why a domain with mutual TLS does not serve a caller; null when it does. A connection that was not asked
 * for a certificate on behalf of this domain is of no use at it, whoever the caller is: it is older than the
 * domain's truststore, or took up a session from elsewhere.
 */
export function refuseClient(
  { isTls, proof }: Caller,
  domain: ActiveDomain,
  nowMs: number,
): {
  readonly refusedWith: 'domain.client_certificate' | 'domain.misdirected';
  readonly detail: string;
} | null {
  const { domainName, clientTrust } = domain;
  if (clientTrust === null) return null;
  if (!isTls) return { refusedWith: 'domain.client_certificate', detail: `${domainName}: no TLS` };
  if (!proof?.isFor(domain.domainId, clientTrust))
    return { refusedWith: 'domain.misdirected', detail: domainName };
  const refusal = proof.refusalBy(clientTrust, nowMs);
  return refusal === null
    ? null
    : { refusedWith: 'domain.client_certificate', detail: `${domainName}: ${refusal}` };
}
