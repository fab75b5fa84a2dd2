import type { PolicyAuthorization } from './authorization.js';
import { readAuthorizerPolicy } from './authorizer-policy.js';

/** What an authorizer's function said, or why that is nothing that can be used. */
export type AuthorizerResponse =
  | { readonly ok: true; readonly authorization: PolicyAuthorization }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads the result of an authorizer's function (guide page "Output from an API Gateway Lambda authorizer"):
 * principalId and policyDocument must be there, `context` is flat and holds texts, numbers and booleans.
 */
export function readAuthorizerResponse(result: Buffer): AuthorizerResponse {
  const parsed = parse(result);
  if (!isRecord(parsed)) return unusable('the function returned no object');
  const { principalId, policyDocument, context = {}, usageIdentifierKey = null } = parsed;
  if (typeof principalId !== 'string') return unusable('principalId is no text');
  if (!isRecord(policyDocument)) return unusable('policyDocument is no object');
  const policy = readAuthorizerPolicy(policyDocument);
  if (typeof policy === 'string') return unusable(policy);
  const members = readContext(context ?? {});
  if (typeof members === 'string') return unusable(members);
  if (usageIdentifierKey !== null && typeof usageIdentifierKey !== 'string') {
    return unusable('usageIdentifierKey is no text');
  }
  return {
    ok: true,
    authorization: { principalId, policy, context: members, usageIdentifierKey },
  };
}

/** Every value as the text that `$context` shows, or what is wrong with one. */
function readContext(value: unknown): Record<string, string> | string {
  if (!isRecord(value)) return 'context is no object';
  const members: [string, string][] = [];
  for (const [name, member] of Object.entries(value)) {
    if (member === null) continue;
    // The claims of user pools stand there.
    if (name === 'claims') return 'context.claims is reserved';
    if (typeof member !== 'string' && typeof member !== 'number' && typeof member !== 'boolean') {
      return 'a member of context is neither text, number nor boolean';
    }
    members.push([name, String(member)]);
  }
  return Object.fromEntries(members);
}

function parse(result: Buffer): unknown {
  try {
    return JSON.parse(result.toString('utf8'));
  } catch {
    // Not JSON: no object.
    return null;
  }
}

const unusable = (reason: string): AuthorizerResponse => ({ ok: false, reason });
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
