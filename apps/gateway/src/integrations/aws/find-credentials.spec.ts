import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '#libs/telemetry';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import { findCredentials } from './find-credentials.js';

// The SDK's own chain, with real files, programs and servers.
const keys = { accessKeyId: 'ASIAFOUND', secretAccessKey: 'found/secret+', sessionToken: 'found-token==' };
const expiration = '2099-01-01T00:00:00.000Z';
const found = { credentials: keys, expiresAtMs: Date.parse(expiration) };
const metadata = {
  AccessKeyId: keys.accessKeyId,
  SecretAccessKey: keys.secretAccessKey,
  Token: keys.sessionToken,
  Expiration: expiration,
};
const before = process.env;
let folder: string;
let server: TestBackend;
let seen: { url: string; body: string }[];
let answer: (request: { url: string }, response: ServerResponse) => void;

beforeAll(async () => {
  server = await startBackend(({ url = '' }, response, body) => {
    seen.push({ url, body });
    answer({ url }, response);
  });
});
beforeEach(async () => {
  seen = [];
  folder = await mkdtemp(join(tmpdir(), 'tollgate-credentials-'));
});
afterEach(async () => {
  process.env = before;
  await rm(folder, { recursive: true, force: true });
});
afterAll(() => server.close());

/** Finds in an environment that has what is given, and files of its own. */
function findIn(env: Record<string, string>) {
  process.env = {
    PATH: before.PATH,
    HOME: folder,
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    ...env,
  };
  return findCredentials('eu-central-1', silentLogger);
}
const write = (name: string, ...lines: string[]) => writeFile(join(folder, name), `${lines.join('\n')}\n`);
const json = (value: object) => (_: unknown, response: ServerResponse) => response.end(JSON.stringify(value));

test('keys of a profile, read anew each time', async () => {
  const profile = (secret: string) =>
    write('credentials', '[deploy]', 'aws_access_key_id = AKIAPROFILE', `aws_secret_access_key = ${secret}`);
  const secretNow = async () => (await findIn({ AWS_PROFILE: 'deploy' })).credentials?.secretAccessKey;
  await profile('first');
  expect(await findIn({ AWS_PROFILE: 'deploy' })).toEqual({
    credentials: { accessKeyId: 'AKIAPROFILE', secretAccessKey: 'first' },
    expiresAtMs: Infinity,
  });
  await profile('second');
  expect(await secretNow()).toBe('second');
});

test('what the program of a profile prints', async () => {
  const { Token: SessionToken, ...rest } = metadata;
  await write('print.json', JSON.stringify({ Version: 1, SessionToken, ...rest }));
  await write('config', '[default]', `credential_process = cat "${join(folder, 'print.json')}"`);
  expect(await findIn({})).toEqual(found);
});

test('the credentials of a container', async () => {
  answer = json(metadata);
  const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${server.origin}/v2/credentials` };
  expect(await findIn(env)).toEqual(found);
  expect(seen.map(({ url }) => url)).toEqual(['/v2/credentials']);
});

test('a web identity, exchanged at STS', async () => {
  answer = (_, response) =>
    response.writeHead(200, { 'content-type': 'text/xml' })
      .end(`<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>
        <Credentials><AccessKeyId>${keys.accessKeyId}</AccessKeyId><SecretAccessKey>${keys.secretAccessKey}</SecretAccessKey>
        <SessionToken>${keys.sessionToken}</SessionToken><Expiration>${expiration}</Expiration></Credentials>
        <AssumedRoleUser><Arn>arn:aws:sts::000000000000:assumed-role/gateway/pod</Arn><AssumedRoleId>A:pod</AssumedRoleId></AssumedRoleUser>
        </AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`);
  expect(await findIn(await webIdentity())).toEqual(found);
  expect(Object.fromEntries(new URLSearchParams(seen[0]!.body))).toMatchObject({
    Action: 'AssumeRoleWithWebIdentity',
    RoleArn: 'arn:aws:iam::000000000000:role/gateway',
    WebIdentityToken: 'pod-token',
  });
});

async function webIdentity() {
  await writeFile(join(folder, 'token'), 'pod-token');
  return {
    AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'token'),
    AWS_ROLE_ARN: 'arn:aws:iam::000000000000:role/gateway',
    AWS_ENDPOINT_URL_STS: server.origin,
  };
}

test('the role of the machine, where nothing else is there and its metadata service may be asked', async () => {
  answer = ({ url }, response) => {
    if (url.endsWith('/api/token')) response.end('metadata-token');
    else if (url.endsWith('/security-credentials/')) response.end('machine-role');
    else response.end(JSON.stringify({ Code: 'Success', ...metadata }));
  };
  const env = { AWS_EC2_METADATA_SERVICE_ENDPOINT: server.origin };
  expect(await findIn({ ...env, AWS_EC2_METADATA_DISABLED: 'false' })).toEqual(found);
  expect(seen.at(-1)!.url).toMatch(/\/security-credentials\/machine-role$/);
  seen = [];
  expect(await findIn(env)).toMatchObject({ credentials: null });
  expect(seen).toEqual([]);
});

test('nobody: no source is named, a default profile has only a region, the metadata service is silent', async () => {
  const nobody = { credentials: null, expiresAtMs: Infinity };
  expect(await findIn({})).toEqual(nobody);
  await write('config', '[default]', 'region = eu-west-1');
  expect(await findIn({})).toEqual(nobody);
  answer = () => undefined;
  const silent = { AWS_EC2_METADATA_SERVICE_ENDPOINT: server.origin, AWS_EC2_METADATA_DISABLED: 'false' };
  expect(await findIn(silent)).toEqual(nobody);
  expect(seen.length).toBeLessThanOrEqual(2);
});

describe('a source that is named and gives nothing is an error, and never nobody', () => {
  test('a profile that is not there', async () => {
    await expect(findIn({ AWS_PROFILE: 'mistyped' })).rejects.toThrow('[mistyped]');
  });

  test('a program that fails, whose command line and output stay out of the reason', async () => {
    await write('config', '[default]', 'credential_process = echo --password hunter2 >&2; exit 3');
    const error = await findIn({}).catch((cause: Error) => cause);
    expect(error).toMatchObject({ message: expect.stringContaining('credential_process failed') as string });
    expect(String((error as Error).stack)).not.toContain('hunter2');
  });

  test('a container endpoint that answers 500, asked once or twice', async () => {
    answer = (_, response) => response.writeHead(500).end('{}');
    const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${server.origin}/credentials` };
    await expect(findIn(env)).rejects.toThrow('AWS_CONTAINER_CREDENTIALS_FULL_URI is set');
    expect(seen.length).toBeLessThanOrEqual(2);
  });

  test('STS that does not trust the identity', async () => {
    answer = (_, response) =>
      response
        .writeHead(403, { 'content-type': 'text/xml' })
        .end(
          '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not you</Message></Error></ErrorResponse>',
        );
    await expect(findIn(await webIdentity())).rejects.toThrow('not you');
  });

  test('a token file that is not there', async () => {
    const env = await webIdentity();
    await rm(join(folder, 'token'));
    await expect(findIn(env)).rejects.toThrow('ENOENT');
  });
});
