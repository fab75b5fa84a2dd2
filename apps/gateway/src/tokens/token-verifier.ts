import { hash } from 'node:crypto';
import { BoundedMap } from '../http/bounded-map.js';
import type { KeySets } from './key-sets.js';
import type { KeySet } from './read-key-set.js';
import { readToken } from './read-token.js';
import type { TokenIssuer } from './token-issuer.js';
import { verifyToken, type Claims } from './verify-token.js';

/** Who signed a token and what it says, or why it is not to be believed. */
export type TokenVerdict =
  | { readonly ok: true; readonly issuer: TokenIssuer; readonly claims: Claims }
  /** `no_keys`: not the caller's fault. */
  | {
      readonly ok: false;
      readonly fault: 'bad' | 'issuer' | 'expired' | 'no_keys';
      readonly reason: string;
    };

/** A good token: no need to look into its signature again while it lasts and its issuer keeps its keys. */
interface Remembered {
  readonly issuerId: string;
  readonly claims: Claims;
  readonly set: KeySet;
  readonly expiresAtMs: number;
}

const rememberedMax = { entries: 50_000, bytes: 64 * 1024 * 1024 };
/** Objects weigh several times their text. */
const bytesPerChar = 6;

/** Verifies tokens of configured issuers, and remembers them by their SHA-256: the tokens are not kept. */
export class TokenVerifier {
  private readonly remembered = new BoundedMap<Remembered>(rememberedMax);

  constructor(
    private readonly keySets: KeySets,
    private readonly nowMs: () => number = Date.now,
  ) {}

  /** At once for a token that is remembered. Never rejects for what a token or an issuer says. */
  verify(token: string, issuers: readonly TokenIssuer[]): TokenVerdict | Promise<TokenVerdict> {
    const name = hash('sha256', token, 'base64url');
    const known = this.remembered.get(name);
    if (known !== undefined) {
      const issuer = issuers.find(({ id }) => id === known.issuerId);
      const isGood = this.nowMs() < known.expiresAtMs && this.keySets.current(known.issuerId) === known.set;
      if (issuer !== undefined && isGood) return { ok: true, issuer, claims: known.claims };
    }
    const read = readToken(token);
    if (read === null) return bad('no token that can be read');
    const issuer = issuers.find(({ names }) => names.includes(read.issuer));
    if (issuer === undefined) {
      return { ok: false, fault: 'issuer', reason: 'the token is of no issuer that the authorizer knows' };
    }
    return this.verifyBy(issuer, token, read.keyId, name);
  }

  private async verifyBy(
    issuer: TokenIssuer,
    token: string,
    keyId: string,
    name: string,
  ): Promise<TokenVerdict> {
    const found = await this.keySets.find(issuer, keyId);
    if (!found.ok) return { ok: false, fault: 'no_keys', reason: found.reason };
    if (found.key === null) return bad('the issuer has no such key');
    const verified = await verifyToken(token, found.key, this.nowMs());
    if (!verified.ok) {
      return { ok: false, fault: verified.expired ? 'expired' : 'bad', reason: verified.reason };
    }
    const { claims, expiresAtMs } = verified;
    const remembered = { issuerId: issuer.id, claims, set: found.set, expiresAtMs };
    this.remembered.set(name, remembered, token.length * bytesPerChar);
    return { ok: true, issuer, claims };
  }
}

const bad = (reason: string): TokenVerdict => ({ ok: false, fault: 'bad', reason });
