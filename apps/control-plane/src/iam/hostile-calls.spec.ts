import { CreatePolicyCommand, CreateRoleCommand, CreateUserCommand } from '@aws-sdk/client-iam';
import fc from 'fast-check';
import { iam, type Operation } from '#libs/aws-wire';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';
import { allow, iamOf, trust } from '../testing/iam-of.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
  const client = iamOf(plane);
  await client.send(new CreateUserCommand({ UserName: 'u' }));
  await client.send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: trust({ AWS: '*' }) }));
  await client.send(new CreatePolicyCommand({ PolicyName: 'p', PolicyDocument: allow('*') }));
});
afterAll(() => plane.close());

/** Names that are there or nearly, texts that are policies or nearly, and what nobody should send. */
const text = fc.oneof(
  fc.constantFrom('u', 'U', 'r', 'p', '/', '/x/', 'v1', 'v2', 'Active', 'All', '2', '0', '-1', 'true'),
  fc.constantFrom('arn:aws:iam::000000000000:policy/p', 'arn:aws:iam::aws:policy/ReadOnlyAccess'),
  fc.constantFrom('arn:aws:iam::000000000000:user/u', 'arn:aws:iam:::', 'AKIAAAAAAAAAAAAAAAAA'),
  fc.constantFrom(allow('*'), trust({ AWS: '*' }), '{}', '{"Statement":[{"__proto__":1}]}'),
  fc.constantFrom('\0', 'a\0b', '\ud800', '__proto__', '%00', "'; DROP TABLE credentials; --", '😀'),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer({ min: 500, max: 3_000 }).map((length) => 'x'.repeat(length)),
);

const operations = Object.values(iam.operations as Readonly<Record<string, Operation>>);

const good: Readonly<Record<string, readonly string[]>> = {
  UserName: ['u', 'v'],
  RoleName: ['r', 's'],
  PolicyName: ['p', 'q'],
  PolicyArn: ['arn:aws:iam::000000000000:policy/p', 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
  PolicyDocument: [allow('*')],
  AssumeRolePolicyDocument: [trust({ AWS: '*' })],
  VersionId: ['v1', 'v2', 'v3'],
  Path: ['/', '/x/'],
  NewPath: ['/', '/x/'],
  PathPrefix: ['/', '/x'],
  MaxItems: ['1', '2'],
};

/** Mostly what the member may be, where that is known. */
const valueOf = (member: string) =>
  fc.oneof(
    { weight: 1, arbitrary: text },
    ...(good[member] ? [{ weight: 9, arbitrary: fc.constantFrom(...good[member]) }] : []),
  );

/** An operation with what it requires, some of what it takes, and sometimes what it does not know. */
const call = fc.constantFrom(...operations).chain(({ name, members }) => {
  const required = members.filter((member) => member.required).map((member) => member.name);
  const known = Object.fromEntries(members.map((member) => [member.name, valueOf(member.name)]));
  return fc.record({
    name: fc.constant(name),
    parameters: fc.record(known, { requiredKeys: required }),
    others: fc.dictionary(
      fc.oneof(
        fc.constantFrom('Tags.member.1.Key', 'Tags.member.1.Value', 'TagKeys.member.1', 'Tags.member.x'),
        fc.constantFrom('PolicyInputList.member.1', 'ActionNames.member.1', 'ResourceArns.member.1'),
        fc.string({ maxLength: 20 }),
      ),
      text,
      { maxKeys: 4 },
    ),
  });
});

test('no call of IAM, however it is made up, ends in a fault of ours', async () => {
  const { credentials } = plane;
  const served = new Set<string>();
  await fc.assert(
    fc.asyncProperty(call, async ({ name, parameters, others }) => {
      const body = new URLSearchParams({ Action: name, Version: '2010-05-08' });
      for (const [key, value] of Object.entries({ ...parameters, ...others })) body.append(key, value);
      const response = await plane.signedFetch('/', {
        method: 'POST',
        body: body.toString(),
        service: 'iam',
        credentials,
      });
      const answer = await response.text();
      expect([name, response.status < 500, answer]).toEqual([name, true, answer]);
      if (response.ok) served.add(name);
      expect(answer).toContain(response.ok ? `<${name}Response` : '<ErrorResponse');
    }),
    { numRuns: 500 },
  );
  // Some fifteen mostly; with hardly any, only the front door has been knocked at.
  expect(served.size).toBeGreaterThan(5);
});

test('what was refused has left nothing half made', async () => {
  const orphans = await plane.query(
    `SELECT id FROM iam_policies p WHERE NOT EXISTS
       (SELECT 1 FROM iam_policy_versions v WHERE v.policy_id = p.id AND v.number = p.default_version)`,
  );
  expect(orphans).toEqual([]);
});
