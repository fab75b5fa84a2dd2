import { randomBytes } from 'node:crypto';
import { presignRequest, signRequest, type SigningCredentials } from '#libs/sigv4';
import { createSessionSeal, newSessionAccessKeyId, type Session } from '#libs/session-tokens';
import { accessKeySealContext, createGatewaySeal, type PrincipalDocument } from '#libs/snapshot-format';
import { apiId } from './documents.js';
import type { CallOptions, TestSystem } from './test-gateway.js';

export const accountId = '000000000000';
export const host = `${apiId}.execute-api.localhost`;
export const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

/** Publishes a key, as the control plane would; returns the sequence number. */
export function publishKey(
  { controlPlane }: Pick<TestSystem, 'controlPlane'>,
  accessKeyId: string,
  principalId: string | null,
  ofAccount = accountId,
): number {
  const key = { accessKeyId, accountId: ofAccount, principalId };
  const seal = createGatewaySeal(controlPlane.token);
  const secretSealed = seal.seal(secretAccessKey, accessKeySealContext(key));
  return controlPlane.publish('access-key', accessKeyId, { requires: ['aws-iam'], ...key, secretSealed });
}

/** Publishes a user or a role with one policy of these statements; none: without a policy. */
export function publishPrincipal(
  { controlPlane }: Pick<TestSystem, 'controlPlane'>,
  principalId: string,
  statements: readonly object[],
  change: Partial<PrincipalDocument> = {},
): number {
  const name = principalId.toLowerCase();
  const document = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const body: PrincipalDocument = {
    requires: ['aws-iam'],
    principalId,
    accountId,
    type: 'user',
    arn: `arn:aws:iam::${change.accountId ?? accountId}:user/${name}`,
    name,
    tags: [],
    policies: statements.length === 0 ? [] : [{ name: 'inline', document }],
    ...change,
  };
  return controlPlane.publish('principal', principalId, body);
}

export interface SignOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly credentials?: SigningCredentials;
  readonly region?: string;
  readonly service?: string;
  readonly now?: number;
}

const signInput = (path: string, options: SignOptions, accessKeyId: string) => {
  const [rawPath = '', rawQuery = ''] = path.split(/\?(.*)/s);
  return {
    method: options.method ?? 'GET',
    rawPath,
    rawQuery,
    headers: { host, ...options.headers },
    body: options.body ?? '',
    credentials: options.credentials ?? { accessKeyId, secretAccessKey },
    region: options.region ?? 'us-east-1',
    service: options.service ?? 'execute-api',
    now: options.now ?? Date.now(),
  };
};

/** What to call with, signed in headers. */
export function signed(path: string, accessKeyId: string, options: SignOptions = {}): CallOptions {
  const { method, body } = options;
  const headers = signRequest(signInput(path, options, accessKeyId)) as Record<string, string>;
  if (body === undefined) return { ...(method && { method }), headers };
  // Node sends no length of its own with a DELETE.
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  return { ...(method && { method }), body, headers: { ...headers, ...length } };
}

/** The path to call, with its signature in the query. */
export function presigned(
  path: string,
  accessKeyId: string,
  options: SignOptions & { readonly expiresSeconds?: number } = {},
): string {
  const input = signInput(path, options, accessKeyId);
  return `${input.rawPath}?${presignRequest({ ...input, expiresSeconds: options.expiresSeconds ?? 60 })}`;
}

/** A session as STS would make it; its credentials. */
export function sessionOf(
  { controlPlane }: Pick<TestSystem, 'controlPlane'>,
  change: Partial<Session> = {},
): Required<SigningCredentials> {
  const session: Session = {
    accessKeyId: newSessionAccessKeyId(accountId, randomBytes),
    secretAccessKey: 'of the session',
    accountId,
    principal: {
      type: 'assumed-role',
      arn: `arn:aws:sts::${accountId}:assumed-role/reader/ann`,
      id: 'AROAREADER:ann',
      name: 'reader',
      tags: [],
    },
    issuedAtMs: Date.now(),
    expiresAtMs: Date.now() + 3_600_000,
    policies: null,
    transitiveTagKeys: [],
    sourceIdentity: null,
    isOperator: false,
    ...change,
  };
  const seal = createSessionSeal(controlPlane.token, randomBytes(32));
  return {
    accessKeyId: session.accessKeyId,
    secretAccessKey: session.secretAccessKey,
    sessionToken: seal.seal(session, randomBytes),
  };
}
