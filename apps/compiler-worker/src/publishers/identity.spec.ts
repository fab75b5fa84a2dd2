import { randomBytes } from 'node:crypto';
import type { User } from '#libs/identity';
import {
  accessKeys,
  attachedPolicies,
  createDatabase,
  createSealer,
  inlinePolicies,
  outbox,
  principals,
  publishedDocuments,
  type Database,
} from '#libs/persistence';
import type { Job, JobPayloads, PublishJobName } from '#libs/queue';
import type { AccessKeyDocument, PrincipalDocument } from '#libs/snapshot-format';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { publish } from './publish.js';

const accountId = '111111111111';
const sealer = createSealer(randomBytes(32));
const user: User = {
  kind: 'user',
  accountId,
  id: 'AIDAADA',
  name: 'ada',
  path: '/team/',
  createdAtMs: 1_000,
  tags: [{ key: 'team', value: 'blue' }],
};
const statement = (effect: string): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: effect, Action: '*', Resource: '*' } });

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, poolSize: 2, log: silentLogger });
  await database.migrate();
  await database.write(async (uow) => {
    await principals.insert(uow, user);
    const key = { owner: { accountId, userId: user.id }, id: 'AKIAADA', isActive: true, createdAtMs: 1 };
    await accessKeys.insert(uow, sealer, key, { secretAccessKey: 'planted secret', isOperator: false });
  });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

/** Runs the job; what of its kind is published then. */
async function published<N extends PublishJobName>(name: N, payload: JobPayloads[N]) {
  const id = await database.write((uow) =>
    outbox.add(uow, { accountId, region: 'us-east-1' }, name, payload),
  );
  await publish(database, { id, name, payload } as unknown as Job<PublishJobName>);
  const { changes } = await database.read((uow) =>
    publishedDocuments.page(uow, { after: 0, count: 100, bytes: 1e6 }),
  );
  return changes.filter(({ body }) => body !== null).map(({ body }) => JSON.parse(body!) as unknown);
}

test('a key is published sealed while it is active, and taken back when it is not', async () => {
  const [document, ...others] = await published('publish-access-key', { accessKeyId: 'AKIAADA' });
  expect(others).toEqual([]);
  expect(document).toMatchObject({
    accessKeyId: 'AKIAADA',
    accountId,
    principalId: user.id,
    requires: ['aws-iam'],
  });
  expect(JSON.stringify(document)).not.toContain('planted');
  const sealed = Buffer.from((document as AccessKeyDocument).secretSealed, 'base64');
  expect(sealer.open(sealed, accessKeys.sealContextOf('AKIAADA', user.id))).toBe('planted secret');

  const owner = { accountId, userId: user.id };
  await database.write((uow) => accessKeys.setActive(uow, owner, 'AKIAADA', false));
  expect(await published('publish-access-key', { accessKeyId: 'AKIAADA' })).toEqual([]);
});

test('a user is published with all its policies, AWS’s own too, and taken back with the user', async () => {
  const arn = 'arn:aws:iam::aws:policy/AmazonAPIGatewayInvokeFullAccess';
  await database.write(async (uow) => {
    await inlinePolicies.put(uow, user.id, { name: 'b', document: statement('Deny') });
    await inlinePolicies.put(uow, user.id, { name: 'a', document: statement('Allow') });
    await attachedPolicies.attach(uow, user.id, { arn, policyId: null });
  });
  const [document] = (await published('publish-principal', { principalId: user.id })) as PrincipalDocument[];
  expect(document).toMatchObject({
    principalId: user.id,
    accountId,
    type: 'user',
    arn: `arn:aws:iam::${accountId}:user/team/ada`,
    name: 'ada',
    tags: user.tags,
    requires: ['aws-iam'],
  });
  expect(document!.policies.map(({ name }) => name)).toEqual(['a', 'b', arn]);
  expect(document!.policies[2]!.document).toContain('execute-api:Invoke');

  await database.write(async (uow) => {
    for (const name of ['a', 'b']) await inlinePolicies.remove(uow, user.id, name);
    await attachedPolicies.detach(uow, user.id, arn);
    await accessKeys.remove(uow, { accountId, userId: user.id }, 'AKIAADA');
    await principals.remove(uow, user.id);
  });
  expect(await published('publish-principal', { principalId: user.id })).toEqual([]);
});
