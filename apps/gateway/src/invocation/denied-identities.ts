import type { ContextRecord } from '#libs/mapping-templates';
import type { DeniedIdentityDocument } from '#libs/snapshot-format';
import type { CallerIdentity } from './caller-identity.js';
import type { Invocation } from './invocation.js';

/** Whom the APIs of accounts refuse. */
export interface DeniedIdentities {
  /** Nobody at all: then no request need be asked about. */
  readonly isEmpty: boolean;
  /** What denies the identity at a moment; undefined when nothing does. */
  find(accountId: string, name: CallerName, nowMs: number): DeniedIdentityDocument | undefined;
}

/** One of the names that a caller has. */
export type CallerName = Pick<DeniedIdentityDocument, 'type' | 'value'>;

/**
 * The names by which a caller can be denied, as far as its authorization found them out: claims of its token,
 * or what the function of an authorizer says of it, or who has signed the request.
 */
export function callerNames({ authorizer, signer }: Pick<Invocation, 'authorizer' | 'signer'>): CallerName[] {
  if (signer !== null) return signerNames(signer);
  return authorizer === null ? [] : authorizedNames(authorizer);
}

/** A session has names of its own, and those of its role: its ARN and its id, `AROA...`. */
function signerNames({ accessKeyId, arn, id, conditionKeys }: CallerIdentity): CallerName[] {
  const principals = new Set([arn, conditionKeys.get('aws:principalarn') ?? arn, id, id.split(':', 1)[0]!]);
  const names = [...principals].map((value): CallerName => ({ type: 'principal', value }));
  return [{ type: 'access-key', value: accessKeyId }, ...names];
}

/** `origin_jti` is what the tokens of one sign-in at a user pool have in common. */
function authorizedNames(authorizer: ContextRecord): CallerName[] {
  const { claims } = authorizer;
  const said = isRecord(claims) ? claims : authorizer;
  const names: CallerName[] = [];
  const add = (type: CallerName['type'], value: unknown): void => {
    if (typeof value === 'string' && value !== '') names.push({ type, value });
  };
  add('jti', said['jti']);
  add('jti', said['origin_jti']);
  add('sub', said['sub']);
  add('principal', authorizer['principalId']);
  return names;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
