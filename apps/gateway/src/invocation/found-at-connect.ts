import type { ContextRecord } from '#libs/mapping-templates';
import { apiKeyDigest } from './api-key-digest.js';
import type { FoundAtConnect } from './connection-event.js';
import { callerNames } from './denied-identities.js';
import type { Invocation } from './invocation.js';
import { principalOf } from './record/note-invocation.js';
import { signerIdentity } from './websocket/websocket-context.js';

/**
 * What the steps of CONNECT have found out of a caller, kept for as long as the connection is open; secrets
 * are not. Notes, too, when the token ends that its authorizer knows the caller by.
 */
export function foundAtConnect(invocation: Invocation): FoundAtConnect {
  const { authorizer, apiKeyValue, apiKeyId, usagePlanId, event, signer } = invocation;
  if (authorizer !== null && event !== null) event.connection.tokenExpiresAtMs ??= expiryOf(authorizer);
  const names = callerNames(invocation);
  return {
    authorizer,
    principalId: principalOf(invocation),
    signer: signer === null ? null : signerIdentity(signer),
    apiKeyId,
    usagePlanId,
    apiKeyDigest: apiKeyId === null || apiKeyValue === null ? null : apiKeyDigest(apiKeyValue),
    names: names.length === 0 ? null : names,
  };
}

/**
 * `exp` in the context of an authorizer's response, as tokens have it (RFC 7519, section 4.1.4): seconds
 * since 1970, a number or its digits.
 */
function expiryOf({ exp }: ContextRecord): number | null {
  const seconds = typeof exp === 'string' && /^\d{1,12}(\.\d+)?$/.test(exp) ? Number(exp) : exp;
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
