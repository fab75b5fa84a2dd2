import { errors, jwtVerify } from 'jose';
import type { IssuerKey } from './read-key-set.js';

/** A token whose signature and times are good: its claims as they stand in it. */
export type VerifiedToken =
  | { readonly ok: true; readonly claims: Claims; readonly expiresAtMs: number }
  | { readonly ok: false; readonly reason: string; readonly expired?: true };

export type Claims = Readonly<Record<string, unknown>>;

/** Between the issuer's clock and this machine's: for `exp`, `nbf` and `iat`. */
export const clockSkewSeconds = 5;

/** Checks signature and times of a token that `readToken` could read, by the issuer's key of its key id. */
export async function verifyToken(
  token: string,
  { key, algorithms }: IssuerKey,
  nowMs: number,
): Promise<VerifiedToken> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [...algorithms],
      currentDate: new Date(nowMs),
      clockTolerance: clockSkewSeconds,
      requiredClaims: ['exp'],
    });
    const latestMs = nowMs + clockSkewSeconds * 1000;
    if (payload.iat !== undefined && payload.iat * 1000 > latestMs) {
      return { ok: false, reason: 'the token was issued in the future' };
    }
    return { ok: true, claims: payload, expiresAtMs: (payload.exp! + clockSkewSeconds) * 1000 };
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      return { ok: false, reason: 'the token has expired', expired: true };
    }
    // Of the claims that are asked about here: exp, nbf, iat.
    if (error instanceof errors.JWTClaimValidationFailed) {
      return { ok: false, reason: `the claim ${error.claim}: ${error.reason}` };
    }
    // Its message may repeat what the token says.
    if (error instanceof errors.JOSEError) return { ok: false, reason: `jose: ${error.code}` };
    throw error;
  }
}
