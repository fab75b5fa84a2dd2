import { createLogger } from '#libs/telemetry';
import { startAwsService, testCredentials, type TestAwsService } from '../../testing/aws-service.js';
import { awsService, lambda, mapping, method, snapshot } from '../../testing/documents.js';
import { startTestSystem, type TestSystem } from '../../testing/test-gateway.js';
import { parseUriTemplate } from '#libs/mapping-templates';

const session = { accessKeyId: 'ASIASESSION', secretAccessKey: 'of/the+session=', sessionToken: 'token==' };
let sts: TestAwsService;
/** Take the role's credentials and no others. */
let sns: TestAwsService;
let functions: TestAwsService;
let assuming: TestSystem;
let plain: TestSystem;

const lines: string[] = [];
const log = createLogger({ name: 'spec', level: 'debug', stream: { write: (line) => lines.push(line) } });
const granted = `<AssumeRoleResponse><AssumeRoleResult><Credentials>
  <AccessKeyId>${session.accessKeyId}</AccessKeyId><SecretAccessKey>${session.secretAccessKey}</SecretAccessKey>
  <SessionToken>${session.sessionToken}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
</Credentials></AssumeRoleResult></AssumeRoleResponse>`;
const denied = '<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>';

function credentialsOf(arn: string) {
  const parsed = parseUriTemplate(arn);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return { credentials: parsed.template };
}

beforeAll(async () => {
  sts = await startAwsService('sts', {
    respond: ({ body }, response) => {
      const role = new URLSearchParams(body).get('RoleArn')!;
      if (role.endsWith('/refused')) response.writeHead(403).end(denied);
      else if (role.endsWith('/odd')) response.end('{}');
      else if (role.endsWith('/babbling')) response.writeHead(400).end('<Code>of role: SECRET</Code>');
      else response.end(granted);
    },
  });
  sns = await startAwsService('sns', { credentials: session });
  functions = await startAwsService('lambda', { credentials: session });
  const aws = {
    credentials: () => testCredentials,
    endpointUrls: { STS: `${sts.origin}/`, SNS: sns.origin, LAMBDA: functions.origin },
    endpointUrl: null,
    functionUrls: new Map<string, string>(),
  };
  [assuming, plain] = await Promise.all([
    startTestSystem({ aws, assumeRoles: true, log }),
    startTestSystem({ aws }),
  ]);
  const arn = (name: string) => credentialsOf(`arn:aws:iam::000000000000:role/${name}`);
  const publish = (credentials: ReturnType<typeof credentialsOf> | object) => ({
    ANY: method(awsService('sns:action/Publish', credentials)),
  });
  const routes = snapshot({
    '/role': publish(arn('publisher')),
    '/none': publish({}),
    '/refused': publish(arn('refused')),
    '/odd': publish(arn('odd')),
    '/babbling': publish(arn('babbling')),
    '/variable': publish(credentialsOf('arn:aws:iam::000000000000:${stageVariables.role}')),
    '/user': publish(credentialsOf('arn:aws:iam::000000000000:${stageVariables.user}')),
    '/function': {
      ANY: method(lambda('LAMBDA', 'arn:aws:lambda:us-east-1:000000000000:function:f', arn('invoker'))),
    },
    '/event': {
      ANY: method(
        lambda('LAMBDA', 'arn:aws:lambda:us-east-1:000000000000:function:f', {
          ...arn('invoker'),
          parameters: [mapping('header', 'X-Amz-Invocation-Type', "'Event'")],
        }),
      ),
    },
  });
  for (const system of [assuming, plain]) {
    await system.deploy(routes, { variables: { role: 'role/from-a-variable', user: 'user/*' } });
  }
});
afterAll(async () => {
  await Promise.all([assuming, plain].map((system) => system.stop()));
  await Promise.all([sts, sns, functions].map((service) => service.close()));
});

const rolesAsked = () => sts.seen.map(({ body }) => new URLSearchParams(body).get('RoleArn'));

test('a service is called as the role, which STS is asked for once and as the gateway', async () => {
  const responses = await Promise.all(Array.from({ length: 10 }, () => assuming.call('/dev/role')));
  expect(responses.map(({ status, body }) => [status, body])).toEqual(
    Array.from({ length: 10 }, () => [200, '{"ok":true}']),
  );
  expect((await assuming.call('/dev/role')).body).toBe('{"ok":true}');
  expect(rolesAsked().filter((role) => role === 'arn:aws:iam::000000000000:role/publisher')).toHaveLength(1);
  expect(Object.fromEntries(new URLSearchParams(sts.seen[0]!.body))).toMatchObject({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleSessionName: 'tollgate',
  });
});

test('a function is invoked as the role, and stage variables choose it', async () => {
  expect((await assuming.call('/dev/function')).status).toBe(200);
  expect((await assuming.call('/dev/event')).status).toBe(200);
  expect((await assuming.call('/dev/variable')).body).toBe('{"ok":true}');
  expect(rolesAsked()).toContain('arn:aws:iam::000000000000:role/from-a-variable');
});

test('the log has the code of a refusal of STS, and nothing else of its response', async () => {
  expect((await assuming.call('/dev/refused')).status).toBe(500);
  expect((await assuming.call('/dev/babbling')).status).toBe(500);
  expect(lines.join('')).toContain('AccessDenied');
  expect(lines.join('')).toContain('a response without credentials');
  expect(lines.join('')).not.toContain('SECRET');
});

test('a role that cannot be had is a 500, and the service is not called as anybody else', async () => {
  const before = sns.seen.length;
  for (const path of ['/refused', '/odd', '/user']) {
    expect(await assuming.call(`/dev${path}`)).toMatchObject({
      status: 500,
      body: '{"message": "Internal server error"}',
    });
  }
  expect((await plain.call('/dev/user')).status).toBe(500);
  expect(sns.seen).toHaveLength(before);
});

test('without a role, and where gateways assume none, calls are from the gateway', async () => {
  const asked = sts.seen.length;
  // The service knows the role's credentials only, and says so.
  expect((await assuming.call('/dev/none')).body).toContain('UnrecognizedClientException');
  expect((await plain.call('/dev/role')).body).toContain('UnrecognizedClientException');
  expect(sns.seen.at(-1)!.headers.authorization).toContain(`Credential=${testCredentials.accessKeyId}/`);
  expect(sts.seen).toHaveLength(asked);
});
