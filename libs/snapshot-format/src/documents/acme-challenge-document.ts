import type { DocumentHead } from './features.js';

/**
 * What a certificate authority is to be answered below `/.well-known/acme-challenge/` (RFC 8555, 8.3), named
 * by its token. It is there while the authority asks, and secret to nobody.
 */
export interface AcmeChallengeDocument extends DocumentHead {
  readonly token: string;
  /** The host that is asked, lower case. */
  readonly domainName: string;
  readonly keyAuthorization: string;
  /** Milliseconds since the epoch; from then on it is answered no more. */
  readonly untilMs: number;
}
