import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SigningCredentials } from '#libs/sigv4';
import { makeRole, makeUser } from '../testing/make-principals.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

const run = promisify(execFile);
let plane: TestControlPlane;
let home: string;
beforeAll(async () => {
  plane = await startControlPlane();
  home = await mkdtemp(join(tmpdir(), 'tollgate-aws-cli-'));
});
afterAll(async () => {
  await plane?.close();
  await rm(home, { recursive: true, force: true });
});

const variablesOf = ({ accessKeyId, secretAccessKey, sessionToken }: SigningCredentials) => ({
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  ...(sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
});

/** What `aws` prints, with nothing but this in its environment. */
async function aws(variables: Readonly<Record<string, string>>, ...words: string[]): Promise<unknown> {
  const { stdout } = await run('aws', [...words, '--output', 'json'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      AWS_ENDPOINT_URL: plane.url,
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_MAX_ATTEMPTS: '1',
      ...variables,
    },
  });
  return JSON.parse(stdout) as unknown;
}

const refusalOf = (...words: string[]): Promise<string> =>
  aws(variablesOf(plane.credentials), ...words).then(
    () => 'none',
    (error: unknown) => (error as { readonly stderr: string }).stderr.trim(),
  );

test.each([
  [
    'iam create-group --group-name g',
    'An error occurred (InvalidAction) when calling the CreateGroup operation: Could not find operation CreateGroup for version 2010-05-08',
  ],
  [
    'sts decode-authorization-message --encoded-message m',
    'An error occurred (InvalidAction) when calling the DecodeAuthorizationMessage operation: Could not find operation DecodeAuthorizationMessage for version 2011-06-15',
  ],
  [
    'acm export-certificate --certificate-arn arn:aws:acm:us-east-1:000000000000:certificate/c --passphrase cGFzcw==',
    'An error occurred (UnknownOperationException) when calling the ExportCertificate operation: The operation ExportCertificate is not served.',
  ],
  [
    'logs describe-queries',
    'An error occurred (UnknownOperationException) when calling the DescribeQueries operation: The operation DescribeQueries is not served.',
  ],
  [
    'cloudtrail describe-trails',
    'An error occurred (UnknownOperationException) when calling the DescribeTrails operation: The operation DescribeTrails is not served.',
  ],
  [
    'cloudwatch list-dashboards',
    /An error occurred \((InvalidAction|UnknownOperation\w*)\) when calling the ListDashboards operation: .*ListDashboards/,
  ],
])('aws %s says why it is not served', async (command, refusal) => {
  const words = command.split(' ');
  if (typeof refusal === 'string') expect(await refusalOf(...words)).toContain(refusal);
  else expect(await refusalOf(...words)).toMatch(refusal);
});

test('aws sts get-session-token gives credentials that aws signs with', async () => {
  const { Credentials } = (await aws(
    variablesOf(plane.credentials),
    ...['sts', 'get-session-token', '--duration-seconds', '900'],
  )) as { Credentials: Record<'AccessKeyId' | 'SecretAccessKey' | 'SessionToken', string> };
  const session = {
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: Credentials.SecretAccessKey,
    sessionToken: Credentials.SessionToken,
  };
  expect(await aws(variablesOf(session), 'sts', 'get-caller-identity')).toMatchObject({
    Arn: `arn:aws:iam::${plane.accountId}:root`,
  });
  expect(await aws(variablesOf(session), 'apigateway', 'get-rest-apis')).toEqual({ items: [] });
  expect(await aws(variablesOf(session), 'apigatewayv2', 'get-apis')).toEqual({ Items: [] });
});

test('a profile with a role is that role', async () => {
  const ann = await makeUser(plane, 'ann');
  const roleArn = await makeRole(plane, 'reader', {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${plane.accountId}:user/ann` },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'sts:ExternalId': 'agreed' } },
  });
  const config = join(home, 'config');
  await writeFile(
    config,
    [
      '[profile ann]',
      `aws_access_key_id = ${ann.accessKeyId}`,
      `aws_secret_access_key = ${ann.secretAccessKey}`,
      '[profile reader]',
      `role_arn = ${roleArn}`,
      'source_profile = ann',
      'role_session_name = from-a-profile',
      'external_id = agreed',
      '',
    ].join('\n'),
  );
  expect(
    await aws({ AWS_CONFIG_FILE: config }, 'sts', 'get-caller-identity', '--profile', 'reader'),
  ).toMatchObject({
    Account: plane.accountId,
    Arn: `arn:aws:sts::${plane.accountId}:assumed-role/reader/from-a-profile`,
  });
});
