import type { DocumentHead } from './features.js';

/** Somebody whom the APIs of an account refuse for a while; named by its id. */
export interface DeniedIdentityDocument extends DocumentHead {
  readonly id: string;
  readonly accountId: string;
  /** By what the caller is known: a claim of its token, what it is, or the key that it signs with. */
  readonly type: 'jti' | 'sub' | 'principal' | 'access-key';
  readonly value: string;
  /** Milliseconds since the epoch: from then on it means nothing. */
  readonly untilMs: number;
}
