import { randomBytes } from 'node:crypto';
import { newAccessKeyId, newIdentityId, newSecretAccessKey, type Tag } from '#libs/identity';
import { accessKeys, inlinePolicies, principals, type Sealer } from '#libs/persistence';
import type { SigningCredentials } from '#libs/sigv4';
import { SEALER } from '../tokens.js';
import type { TestControlPlane } from './start-control-plane.js';

/** A user with a key, as IAM would make them. */
export async function makeUser(
  { app, database, accountId: ofPlane }: TestControlPlane,
  name: string,
  path = '/',
  { accountId = ofPlane, policy }: { readonly accountId?: string; readonly policy?: object } = {},
): Promise<SigningCredentials> {
  const id = newIdentityId('user', randomBytes);
  const key = { accessKeyId: newAccessKeyId(randomBytes), secretAccessKey: newSecretAccessKey(randomBytes) };
  const createdAtMs = Date.now();
  await database.write(async (uow) => {
    await principals.insert(uow, { kind: 'user', accountId, id, name, path, createdAtMs, tags: [] });
    await accessKeys.insert(
      uow,
      app.get<Sealer>(SEALER),
      { owner: { accountId, userId: id }, id: key.accessKeyId, isActive: true, createdAtMs },
      { secretAccessKey: key.secretAccessKey, isOperator: false },
    );
    if (policy) await inlinePolicies.put(uow, id, { name: 'inline', document: documentOf(policy) });
  });
  return key;
}

/** A role; its ARN. */
export async function makeRole(
  { database, accountId: ofPlane }: TestControlPlane,
  name: string,
  trust: object,
  options: {
    readonly accountId?: string;
    readonly maxSessionSeconds?: number;
    readonly policy?: object;
    readonly tags?: readonly Tag[];
  } = {},
): Promise<string> {
  const { accountId = ofPlane, maxSessionSeconds = 3600, policy, tags = [] } = options;
  const id = newIdentityId('role', randomBytes);
  const facts = { accountId, id, name, path: '/service/', createdAtMs: Date.now(), tags };
  const trustPolicy = documentOf(trust);
  await database.write(async (uow) => {
    await principals.insert(uow, {
      kind: 'role',
      ...facts,
      description: null,
      trustPolicy,
      maxSessionSeconds,
    });
    if (policy) await inlinePolicies.put(uow, id, { name: 'inline', document: documentOf(policy) });
  });
  return `arn:aws:iam::${accountId}:role/service/${name}`;
}

const documentOf = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statement });
