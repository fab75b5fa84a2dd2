import type { ContextRecord } from '#libs/mapping-templates';
import type { HttpFunctionAuthorizer } from '#libs/snapshot-format';
import type { HttpAuthorization } from '../authorization.js';
import { readAuthorizerPolicy } from '../authorizer-policy.js';
import { readAuthorizerResponse } from '../authorizer-response.js';

/** What the function of an HTTP API's authorizer said, or why that is nothing that can be used. */
export type HttpAuthorizerResponse =
  | { readonly ok: true; readonly authorization: HttpAuthorization }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads the result of the function: format 1.0 as REST's; of format 2.0 `isAuthorized` where the authorizer
 * has simple responses, else a policy, in either case with a context of any values.
 */
export function readHttpAuthorizerResponse(
  result: Buffer,
  {
    payloadFormatVersion,
    enableSimpleResponses,
  }: Pick<HttpFunctionAuthorizer, 'payloadFormatVersion' | 'enableSimpleResponses'>,
): HttpAuthorizerResponse {
  if (payloadFormatVersion === '1.0') {
    const read = readAuthorizerResponse(result);
    if (!read.ok) return read;
    const { policy, principalId, context } = read.authorization;
    return { ok: true, authorization: { isAuthorized: policy, principalId, context } };
  }
  const parsed = parse(result);
  if (!isRecord(parsed)) return unusable('the function returned no object');
  const context = parsed['context'] ?? {};
  if (!isRecord(context)) return unusable('context is no object');
  const members = context as ContextRecord;
  if (enableSimpleResponses) {
    const { isAuthorized } = parsed;
    if (typeof isAuthorized !== 'boolean') return unusable('isAuthorized is neither true nor false');
    return { ok: true, authorization: { isAuthorized, principalId: null, context: members } };
  }
  const { principalId, policyDocument } = parsed;
  if (typeof principalId !== 'string') return unusable('principalId is no text');
  if (!isRecord(policyDocument)) return unusable('policyDocument is no object');
  const policy = readAuthorizerPolicy(policyDocument);
  if (typeof policy === 'string') return unusable(policy);
  return { ok: true, authorization: { isAuthorized: policy, principalId, context: members } };
}

function parse(result: Buffer): unknown {
  try {
    return JSON.parse(result.toString('utf8'));
  } catch {
    // Not JSON: no object.
    return null;
  }
}

const unusable = (reason: string): HttpAuthorizerResponse => ({ ok: false, reason });
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
