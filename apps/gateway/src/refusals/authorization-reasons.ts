import { row, type RejectionReasonRow } from './rejection-reason-row.js';

/** Why a caller is not let in: part of the table of all reasons, in the order of the steps. */
export const authorizationReasons = {
  'signature.missing': row(
    'MISSING_AUTHENTICATION_TOKEN',
    'The method asks for a signature (AWS_IAM) and the request has none.',
    'The client must sign, for service `execute-api`.',
  ),
  'signature.malformed': row(
    'INVALID_SIGNATURE',
    'The signature cannot be read, or is of another algorithm: Signature Version 4A is not supported.',
    'What the caller was told; an `Authorization` that is no signature.',
  ),
  'signature.scope': row(
    'INVALID_SIGNATURE',
    'The signature is for another service, region or day, or does not cover the host.',
    'Service `execute-api` and the API’s region in the client; the member `detail`.',
  ),
  'signature.time': row(
    'INVALID_SIGNATURE',
    'The signature is too old, or of the future: 5 minutes at most, or as long as a presigned URL says.',
    'The clocks of client and gateway; `X-Amz-Expires`.',
  ),
  'signature.unknown_key': row(
    'INVALID_SIGNATURE',
    'No such access key is active, its user or role is gone, or the session’s token is not its own.',
    'Status of the key in IAM; has this gateway applied it? A session needs its token.',
  ),
  'signature.session_ended': row(
    'EXPIRED_TOKEN',
    'The session that signed has ended.',
    'The client must get other temporary credentials.',
  ),
  'signature.mismatch': row(
    'INVALID_SIGNATURE',
    'The signature is not the one of this request by this key: another secret, or something was changed on the way.',
    'The member `comparison`: the canonical request that was expected, what the caller put in as `x`. The secret; what stands between client and gateway and changes path, query, headers or body; the body’s hash must be signed.',
  ),
  'method.arn_too_long': row(
    'DEFAULT_4XX',
    'The ARN of what is to be invoked has more than 1,600 bytes.',
    'The path.',
    { status: 414 },
  ),
  'policy.denied': row(
    'ACCESS_DENIED',
    'A policy that has a say in the call denies it: the resource policy of the API, or one of the caller.',
    'The member `detail` names the statement; docs/AUTHORIZATION.md who decides what.',
  ),
  'policy.not_allowed': row(
    'ACCESS_DENIED',
    'No policy that would have to allow the call does.',
    'The member `detail` has the side that is silent. An API with a resource policy must allow in it whoever no other policy lets in.',
  ),
  'authorizer.unauthorized': row(
    'UNAUTHORIZED',
    'The authorizer does not know the caller: no token, one that has ended, or one of somebody else.',
    'The token of the caller; the member `detail`.',
  ),
  'authorizer.expired': row(
    'UNAUTHORIZED',
    'The token has expired.',
    'The caller must get another; clocks of issuer and gateway may differ by 5 s.',
  ),
  'authorizer.denied': row(
    'ACCESS_DENIED',
    'The policy that the authorizer’s function returned denies the method.',
    'The member `detail` names the method, and the statement by its number, from 0; the policy.',
  ),
  'authorizer.not_allowed': row(
    'ACCESS_DENIED',
    'No statement of the policy that the authorizer’s function returned allows the method.',
    'The member `detail` names the method. A policy that is kept must be good for all methods of the authorizer.',
  ),
  'authorizer.no_keys': row(
    'AUTHORIZER_CONFIGURATION_ERROR',
    'The keys of the token’s issuer cannot be had, and none are here from before.',
    'The member `detail`; does the gateway reach the issuer? It asks again after 5 s.',
  ),
  'authorizer.failed': row(
    'AUTHORIZER_FAILURE',
    'The authorizer’s function raised an error, did not answer in time, or has too many calls before it.',
    'The function’s own log.',
  ),
  'authorizer.unusable': row(
    'AUTHORIZER_CONFIGURATION_ERROR',
    'The authorizer’s function cannot be called, or what it says is no policy.',
    'The member `detail`; the authorizer’s URI and response.',
  ),
  'authorizer.scope': row(
    'ACCESS_DENIED',
    'The token is good, but has none of the scopes that the route of the HTTP API asks for.',
    '`authorizationScopes` of the route; `scope` or `scp` of the token.',
  ),
  'identity.token_denied': row(
    'UNAUTHORIZED',
    'The token was revoked before it expires: its `jti` is a denied identity.',
    'GET /_tollgate/v1/denied-identities; the member `detail` has the id.',
  ),
  'identity.denied': row(
    'ACCESS_DENIED',
    'The caller is good, but is a denied identity, by `sub`, principal or access key.',
    'GET /_tollgate/v1/denied-identities; the member `detail` has the id.',
  ),
} as const satisfies Record<string, RejectionReasonRow>;
