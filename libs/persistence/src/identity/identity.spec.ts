import { randomBytes } from 'node:crypto';
import type { ManagedPolicy, Principal, User } from '#libs/identity';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { createDatabase } from '../database/create-database.js';
import type { Database } from '../database/database.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { createSealer } from '../installation/sealer.js';
import { accessKeys } from './access-keys.js';
import { attachedPolicies } from './attached-policies.js';
import { credentials } from './credentials.js';
import { lockIdentityOf } from './identity-lock.js';
import { inlinePolicies } from './inline-policies.js';
import { managedPolicies } from './managed-policies.js';
import { policyVersions } from './policy-versions.js';
import { principals } from './principals.js';

const accountId = '111111111111';
const otherAccountId = '222222222222';
const firstPage = { after: null, count: 100 };
const sealer = createSealer(randomBytes(32));
let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, poolSize: 10, log: silentLogger });
  await database.migrate();
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});
beforeEach(() =>
  testDatabase.query('TRUNCATE credentials, iam_principals, iam_policies CASCADE').then(() => undefined),
);

const inOne = <T>(work: (uow: UnitOfWork) => Promise<T>): Promise<T> => database.write(work);
const userCalled = (name: string, more: Partial<User> = {}): User => ({
  kind: 'user',
  accountId,
  id: `AIDA${name.toUpperCase()}`,
  name,
  path: '/',
  createdAtMs: 1_000,
  tags: [],
  ...more,
});
const policyCalled = (name: string, more: Partial<ManagedPolicy> = {}): ManagedPolicy => ({
  accountId,
  id: `ANPA${name.toUpperCase()}`,
  name,
  path: '/',
  description: null,
  createdAtMs: 1_000,
  updatedAtMs: 1_000,
  defaultVersion: 1,
  lastVersion: 1,
  tags: [],
  ...more,
});

test('users and roles come back as they went in, with tags of any name in their order', async () => {
  const tags = [
    { key: 'z', value: '1' },
    { key: '__proto__', value: 'x' },
    { key: 'a', value: '' },
  ];
  const role: Principal = {
    ...userCalled('ada'),
    kind: 'role',
    id: 'AROAADA',
    description: 'for ünits',
    trustPolicy: '{ "Statement" : [] }',
    maxSessionSeconds: 3600,
    tags,
  };
  const user = userCalled('ada', { path: '/team/', tags });
  expect(await inOne((uow) => principals.insert(uow, user))).toBe(true);
  expect(await inOne((uow) => principals.insert(uow, role))).toBe(true);
  expect(await database.read((uow) => principals.find(uow, accountId, 'user', 'ada'))).toEqual(user);
  expect(await database.read((uow) => principals.find(uow, accountId, 'role', 'ada'))).toEqual(role);
  expect(await database.read((uow) => principals.findById(uow, 'AROAADA'))).toEqual(role);
});

test('a name is taken whatever its case, in its account and kind alone', async () => {
  await inOne((uow) => principals.insert(uow, userCalled('ada')));
  const other = (more: Partial<User>) => ({ ...userCalled('Ada'), id: `AIDA${Math.random()}`, ...more });
  expect(await inOne((uow) => principals.insert(uow, other({})))).toBe(false);
  expect(await inOne((uow) => principals.insert(uow, other({ accountId: otherAccountId })))).toBe(true);
  await inOne((uow) => principals.insert(uow, userCalled('bob')));
  const bob = userCalled('bob');
  expect(await inOne((uow) => principals.update(uow, { ...bob, name: 'ADA' }))).toBe(false);
  expect(await inOne((uow) => principals.update(uow, { ...bob, name: 'BOB', path: '/x/' }))).toBe(true);
  expect(await database.read((uow) => principals.find(uow, accountId, 'user', 'BOB'))).toEqual({
    ...bob,
    name: 'BOB',
    path: '/x/',
  });
});

test('of ten that take one name at once, one has it', async () => {
  const taken = await Promise.all(
    Array.from({ length: 10 }, (_, at) =>
      inOne((uow) => principals.insert(uow, userCalled('eve', { id: `AIDAEVE${at}` }))),
    ),
  );
  expect(taken.filter(Boolean)).toHaveLength(1);
});

test('lists go by name, page by page, below a path, and never leave the account', async () => {
  for (const [name, path] of [
    ['b', '/x/'],
    ['a', '/x/y/'],
    ['C', '/x/'],
    ['d', '/'],
  ] as const) {
    await inOne((uow) => principals.insert(uow, userCalled(name, { path })));
  }
  await inOne((uow) =>
    principals.insert(uow, userCalled('elsewhere', { accountId: otherAccountId, path: '/x/' })),
  );
  const page = async (pathPrefix: string, after: string | null, count: number) =>
    (await database.read((uow) => principals.list(uow, accountId, 'user', pathPrefix, { after, count }))).map(
      ({ name }) => name,
    );
  expect(await page('/', null, 9)).toEqual(['C', 'a', 'b', 'd']);
  expect(await page('/x/', null, 2)).toEqual(['C', 'a']);
  expect(await page('/x/', 'a', 2)).toEqual(['b']);
  expect(await database.read((uow) => principals.count(uow, accountId, 'user'))).toBe(4);
});

test('the key of a user signs as the user, never as the operator, and does not open when its row is given away', async () => {
  const user = userCalled('ada', { path: '/team/', tags: [{ key: 'stage', value: 'dev' }] });
  const key = { owner: { accountId, userId: user.id }, id: 'AKIAADA', isActive: true, createdAtMs: 5_000 };
  const secret = { secretAccessKey: 'shown once', isOperator: true };
  await inOne(async (uow) => {
    await principals.insert(uow, user);
    await accessKeys.insert(uow, sealer, key, secret);
  });
  expect(await database.read((uow) => credentials.find(uow, sealer, 'AKIAADA'))).toEqual({
    accessKeyId: 'AKIAADA',
    secretAccessKey: 'shown once',
    accountId,
    isOperator: false,
    principal: {
      type: 'user',
      arn: `arn:aws:iam::${accountId}:user/team/ada`,
      id: 'AIDAADA',
      name: 'ada',
      tags: [{ key: 'stage', value: 'dev' }],
    },
  });
  await testDatabase.query('UPDATE credentials SET user_id = NULL, operator = true');
  await expect(database.read((uow) => credentials.find(uow, sealer, 'AKIAADA'))).rejects.toThrow();
});

test('an inactive or deleted key does not sign; it is shown until it is deleted', async () => {
  const owner = { accountId, userId: null };
  const key = { owner, id: 'AKIAROOT', isActive: true, createdAtMs: 5_000 };
  await inOne((uow) => accessKeys.insert(uow, sealer, key, { secretAccessKey: 'secret', isOperator: false }));
  const signs = async () =>
    (await database.read((uow) => credentials.find(uow, sealer, key.id))) !== undefined;
  const list = () => database.read((uow) => accessKeys.list(uow, owner, firstPage));
  expect(await signs()).toBe(true);
  expect(await list()).toEqual([{ ...key, lastUse: null }]);
  const use = { atMs: 9_000, service: 'iam', region: 'us-east-1' };
  await inOne((uow) => accessKeys.recordUse(uow, key.id, use));
  await inOne((uow) => accessKeys.recordUse(uow, key.id, { ...use, atMs: 8_000, service: 'late' }));
  expect(await inOne((uow) => accessKeys.setActive(uow, owner, key.id, false))).toBe(true);
  expect(await signs()).toBe(false);
  expect(await list()).toEqual([{ ...key, isActive: false, lastUse: use }]);
  const ofAnother = { accountId: otherAccountId, userId: null };
  expect(await inOne((uow) => accessKeys.remove(uow, ofAnother, key.id))).toBe(false);
  expect(await inOne((uow) => accessKeys.remove(uow, owner, key.id))).toBe(true);
  expect(await list()).toEqual([]);
});

test('what is counted under the lock of a user, or of the account, is counted exactly', async () => {
  const user = userCalled('ada');
  await inOne((uow) => principals.insert(uow, user));
  const make = (userId: string | null, at: number) =>
    inOne(async (uow) => {
      if (userId === null) await lockIdentityOf(uow, accountId);
      else await principals.lock(uow, accountId, 'user', 'ada');
      const owner = { accountId, userId };
      if ((await accessKeys.count(uow, owner)) >= 2) return false;
      const key = { owner, id: `AKIA${userId}${at}`, isActive: true, createdAtMs: 1 };
      await accessKeys.insert(uow, sealer, key, { secretAccessKey: 'x', isOperator: false });
      return true;
    });
  for (const userId of [user.id, null]) {
    const made = await Promise.all(Array.from({ length: 10 }, (_, at) => make(userId, at)));
    expect(made.filter(Boolean)).toHaveLength(2);
  }
});

test('policies: texts as they were given, versions newest first, attachments counted in the account', async () => {
  const user = userCalled('ada');
  const policy = policyCalled('Read');
  const arn = `arn:aws:iam::${accountId}:policy/Read`;
  const awsArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  await inOne(async (uow) => {
    await principals.insert(uow, user);
    expect(await managedPolicies.insert(uow, policy)).toBe(true);
    expect(await managedPolicies.insert(uow, { ...policy, id: 'ANPAOTHER', name: 'READ' })).toBe(false);
    await policyVersions.insert(uow, policy.id, { number: 1, document: '{ }', createdAtMs: 1 });
    await policyVersions.insert(uow, policy.id, { number: 2, document: '{  }', createdAtMs: 2 });
    await managedPolicies.update(uow, { ...policy, defaultVersion: 2, lastVersion: 2 });
    await attachedPolicies.attach(uow, user.id, { arn, policyId: policy.id });
    await attachedPolicies.attach(uow, user.id, { arn, policyId: policy.id });
    await attachedPolicies.attach(uow, user.id, { arn: awsArn, policyId: null });
    await inlinePolicies.put(uow, user.id, { name: 'own', document: '{}' });
    await inlinePolicies.put(uow, user.id, { name: 'own', document: '{ "a": 1}' });
  });
  await database.read(async (uow) => {
    expect((await policyVersions.all(uow, policy.id)).map(({ number }) => number)).toEqual([2, 1]);
    expect(await attachedPolicies.arnsOf(uow, user.id)).toEqual([arn, awsArn]);
    expect(await attachedPolicies.documentsOf(uow, user.id)).toEqual([
      { arn, document: '{  }' },
      { arn: awsArn, document: null },
    ]);
    expect(await attachedPolicies.counts(uow, accountId, [arn, awsArn])).toEqual(
      new Map([
        [arn, 1],
        [awsArn, 1],
      ]),
    );
    expect(await attachedPolicies.counts(uow, otherAccountId, [awsArn])).toEqual(new Map());
    const filter = { kinds: ['user'] as const, pathPrefix: '/' };
    expect(await attachedPolicies.entitiesOf(uow, accountId, arn, filter, firstPage)).toEqual([
      { kind: 'user', id: user.id, name: 'ada' },
    ]);
    expect(await inlinePolicies.all(uow, user.id)).toEqual([
      expect.objectContaining({ name: 'own', document: '{ "a": 1}' }),
    ]);
    expect(await inlinePolicies.listNames(uow, user.id, firstPage)).toEqual(['own']);
    const attached = { pathPrefix: '/', onlyAttached: true };
    expect(await managedPolicies.list(uow, accountId, attached, firstPage)).toHaveLength(1);
  });
  await expect(inOne((uow) => principals.remove(uow, user.id))).rejects.toThrow();
  await expect(inOne((uow) => managedPolicies.remove(uow, policy.id))).rejects.toThrow();
  await inOne(async (uow) => {
    expect(await attachedPolicies.detach(uow, user.id, arn)).toBe(true);
    expect(await attachedPolicies.detach(uow, user.id, arn)).toBe(false);
    await attachedPolicies.detach(uow, user.id, awsArn);
    await inlinePolicies.remove(uow, user.id, 'own');
    await principals.remove(uow, user.id);
    await managedPolicies.remove(uow, policy.id);
  });
  expect(await database.read((uow) => managedPolicies.count(uow, accountId))).toBe(0);
});
