import { badRequest, fail, limitExceeded, ok, type DomainError, type Result } from '../../domain-error.js';

/**
 * By what callers are told apart: the `jti` or the `sub` of a token, a principal (an ARN, or the principalId
 * that an authorizer gives), or the access key that a request is signed with.
 */
export const deniedIdentityTypes = ['jti', 'sub', 'principal', 'access-key'] as const;
export type DeniedIdentityType = (typeof deniedIdentityTypes)[number];

/** Somebody whom the APIs of an account refuse until a time, whatever an authorizer or a policy says. */
export interface DeniedIdentity {
  /** The same for the same identity of an account. */
  readonly id: string;
  readonly accountId: string;
  readonly type: DeniedIdentityType;
  readonly value: string;
  readonly untilMs: number;
}

/** Longest time ahead, in days: longer than any token lives that anybody should issue. */
export const deniedForDaysMax = 400;
/** Of an account at one time: every gateway has all of them in memory. */
export const deniedIdentitiesMax = 10_000;
export const deniedValueLengthMax = 2_048;

/** What is denied, or why it cannot be. `id` is what the identity is kept under. */
export function denyIdentity(identity: DeniedIdentity, nowMs: number): Result<DeniedIdentity> {
  const { value, untilMs } = identity;
  // Control characters and halves of surrogate pairs: no claim, ARN or key has them, and no text column.
  if (value === '' || value.length > deniedValueLengthMax || /[\p{Cc}\p{Cs}]/u.test(value)) {
    return fail(
      badRequest(`value must be a text of 1 to ${deniedValueLengthMax} characters, none of control`),
    );
  }
  const aheadMs = untilMs - nowMs;
  if (!(aheadMs > 0 && aheadMs <= deniedForDaysMax * 86_400_000)) {
    return fail(badRequest(`until must be ahead, by ${deniedForDaysMax} days at most`));
  }
  return ok(identity);
}

export const tooManyDeniedIdentities: DomainError = limitExceeded(
  `At most ${deniedIdentitiesMax} identities of an account can be denied at one time`,
);
