import type { DeniedIdentityDocument } from '#libs/snapshot-format';
import { silentLogger, type LogFields, type Logger } from '#libs/telemetry';
import { waitFor } from '#libs/testing';
import { mockMethod, snapshot } from '../testing/documents.js';
import {
  accountId,
  publishKey,
  publishPrincipal,
  signed,
  type SignOptions,
} from '../testing/signing-callers.js';
import { startTestSystem, type TestResponse, type TestSystem } from '../testing/test-gateway.js';

// What is done with who has signed: its denial by the account, and what the log says of a signature that is
// not the request's.
const [ada, secret] = ['AKIAADA', 'SECRET'];
const lines: LogFields[] = [];
const note = (_: string, fields: LogFields = {}): void => void lines.push(fields);
const log: Logger = { ...silentLogger, info: note, debug: note, child: () => log };

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem({ log });
  publishKey(system, ada, 'AIDAADA');
  const allow = { Effect: 'Allow', Action: 'execute-api:Invoke' };
  publishPrincipal(system, 'AIDAADA', [
    { ...allow, Resource: 'arn:aws:execute-api:*:*:*/dev/*/a' },
    { ...allow, Resource: 'arn:aws:execute-api:*:*:*/dev/POST/*' },
    {
      ...allow,
      Sid: 'Own',
      Resource: 'arn:aws:execute-api:*:*:*/*/POST/*',
      Condition: { StringEquals: { 'aws:UserAgent': 'known' }, Bool: { 'aws:SecureTransport': 'true' } },
    },
  ]);
  await system.deploy(
    snapshot(
      { '/{proxy+}': { ANY: mockMethod('in', { authorization: { type: 'AWS_IAM' } }) } },
      { requires: ['aws-iam'] },
    ),
    { tellsReasons: true },
  );
});
afterAll(() => system.stop());

const call = (path: string, options: SignOptions = {}) => system.call(path, signed(path, ada, options));
const said = ({ status, headers }: TestResponse) => [status, headers['x-tollgate-reason'] ?? null];
async function publishDenied(id: string, denied: Partial<DeniedIdentityDocument> | null): Promise<void> {
  const head = { requires: ['denied-identities'], id, accountId, untilMs: Date.now() + 3_600_000 };
  const body = denied && { ...head, ...denied };
  await system.acknowledged(system.controlPlane.publish('denied-identity', id, body));
}

test.each<[DeniedIdentityDocument['type'], () => Promise<string>]>([
  ['access-key', async () => ada],
  ['principal', async () => 'AIDAADA'],
  ['principal', async () => arnOfAda()],
])(
  'who signs is refused when denied by %s, and let in again when that is taken back',
  async (type, value) => {
    expect(said(await call('/dev/a'))).toEqual([200, null]);
    await publishDenied('one', { type, value: await value() });
    expect(said(await call('/dev/a'))).toEqual([403, 'identity.denied']);
    await publishDenied('one', null);
    expect(said(await call('/dev/a'))).toEqual([200, null]);
  },
);

const arnOfAda = (): string => {
  const [published] = system.controlPlane.published().filter(({ kind }) => kind === 'principal');
  return (JSON.parse(published!.body!) as { arn: string }).arn;
};

test('the log has the canonical request that was expected, and nothing that a caller has put into it', async () => {
  const path = `/dev/${secret}%20a?q=${secret}%2B`;
  const response = await call(path, {
    method: 'POST',
    body: secret,
    headers: { 'x-anything': secret },
    credentials: { accessKeyId: ada, secretAccessKey: 'another' },
  });
  expect(said(response)).toEqual([403, 'signature.mismatch']);
  const isIt = ({ comparison }: LogFields) => comparison !== undefined;
  await waitFor(() => lines.some(isIt), { describe: 'the refusal is logged' });
  const comparison = lines.find(isIt)!['comparison'] as string;
  expect(comparison.split('\n')).toEqual(
    expect.arrayContaining([
      'POST',
      '/xxx/xxxxxx%2520x',
      'q=xxxxxx%2B',
      expect.stringMatching(/^host:a1b2c3d4e5\.execute-api\./),
      'x-anything:xxxxxx',
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]),
  );
  expect(JSON.stringify(lines)).not.toContain(secret);
  expect(JSON.stringify([response.headers, response.body])).not.toContain('x-anything');
});

test('the log says of each statement what did not match, and not what the caller had there', async () => {
  const response = await call(`/dev/${secret}`, { headers: { 'user-agent': secret } });
  expect(said(response)).toEqual([403, 'policy.not_allowed']);
  const isIt = ({ code }: LogFields) => code === 'policy.not_allowed';
  await waitFor(() => lines.some(isIt), { describe: 'the refusal is logged' });
  expect(lines.find(isIt)!['comparison']).toBe(
    'statement 1 of inline: Resource does not match; statement 2 of inline: Resource does not match; ' +
      'statement 3 (Own) of inline: Resource, StringEquals aws:UserAgent, Bool aws:SecureTransport does not match',
  );
  expect(JSON.stringify(lines)).not.toContain(secret);
});
