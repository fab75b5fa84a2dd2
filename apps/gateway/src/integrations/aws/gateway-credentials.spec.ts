import { waitFor } from '#libs/testing';
import { silentLogger, type LogFields, type Logger } from '#libs/telemetry';
import { startAwsService, type TestAwsService } from '../../testing/aws-service.js';
import { awsOf } from '../../testing/aws-of.js';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import { awsService, method, snapshot } from '../../testing/documents.js';
import { startTestSystem, type TestSystem } from '../../testing/test-gateway.js';
import { findCredentials } from './find-credentials.js';
import { createGatewayCredentials, type FoundCredentials } from './gateway-credentials.js';

const minute = 60_000;
const keys = { accessKeyId: 'ASIACONTAINER', secretAccessKey: 'of/the+container=', sessionToken: 'token==' };

describe('a gateway in a container', () => {
  const before = process.env;
  const lines: [level: string, message: string, fields?: LogFields][] = [];
  const log: Logger = {
    ...silentLogger,
    info: (message, fields) => void lines.push(['info', message, fields]),
    warn: (message, fields) => void lines.push(['warn', message, fields]),
    error: (message, fields) => void lines.push(['error', message, fields]),
    child: () => log,
  };
  const clock = { aheadMs: 0 };
  const now = () => Date.now() + clock.aheadMs;
  /** The endpoint of the container: what it gives is good for ten minutes. */
  let container: TestBackend;
  let asked = 0;
  let isAway = false;
  let sns: TestAwsService;
  let system: TestSystem;

  beforeAll(async () => {
    container = await startBackend((_, response) => {
      asked += 1;
      if (isAway) return void response.writeHead(500).end('{}');
      response.end(
        JSON.stringify({
          AccessKeyId: keys.accessKeyId,
          SecretAccessKey: keys.secretAccessKey,
          Token: keys.sessionToken,
          Expiration: new Date(now() + 10 * minute).toISOString(),
        }),
      );
    });
    process.env = {
      PATH: before.PATH,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${container.origin}/credentials`,
    };
    sns = await startAwsService('sns', { credentials: keys });
    const credentials = createGatewayCredentials({ find: () => findCredentials('us-east-1', log), log, now });
    system = await startTestSystem({ log, aws: awsOf({ credentials, endpointUrls: { SNS: sns.origin } }) });
    await system.deploy(snapshot({ '/': { ANY: method(awsService('sns:action/Publish', {})) } }));
  });
  afterAll(async () => {
    process.env = before;
    await system.stop();
    await Promise.all([container, sns].map((server) => server.close()));
  });

  const publish = async () => (await system.call('/dev/')).status;
  const told = (text: string) => lines.filter(([, message]) => message.includes(text));

  test('asks for nothing before a service is called, and then once for all that wait', async () => {
    expect(asked).toBe(0);
    const statuses = await Promise.all(Array.from({ length: 10 }, publish));
    expect(statuses).toEqual(Array.from({ length: 10 }, () => 200));
    expect(await publish()).toBe(200);
    expect(asked).toBe(1);
  });

  test('renews ahead of the end, behind requests that go on', async () => {
    clock.aheadMs += 6 * minute;
    expect(await publish()).toBe(200);
    await waitFor(() => asked === 2);
    clock.aheadMs += 4 * minute;
    expect(await publish()).toBe(200);
    expect(asked).toBe(2);
  });

  test('goes on with what it has while it cannot renew, and says so', async () => {
    isAway = true;
    clock.aheadMs += 2 * minute;
    expect(await publish()).toBe(200);
    await waitFor(() => told('could not be renewed').length > 0);
    expect(await publish()).toBe(200);
  });

  test('then calls fail with a reason of their own, until there are credentials again', async () => {
    clock.aheadMs += 10 * minute;
    const answer = await system.call('/dev/');
    expect([answer.status, answer.body]).toEqual([500, '{"message": "Internal server error"}']);
    const [, , fields] = told('a request was refused').at(-1)!;
    expect(fields).toMatchObject({ code: 'integration.credentials' });
    const [[level, , { error } = {}] = []] = told('cannot be had');
    expect([level, String(error)]).toEqual([
      'error',
      expect.stringContaining('AWS_CONTAINER_CREDENTIALS_FULL_URI'),
    ]);
    isAway = false;
    clock.aheadMs += minute;
    expect(await publish()).toBe(200);
  });
});

describe('a machine', () => {
  function startFinding(...answers: (FoundCredentials['credentials'] | Error)[]) {
    const clock = { now: 1_000_000 };
    let finds = 0;
    const credentials = createGatewayCredentials({
      find: async () => {
        const answer = finds < answers.length ? answers[finds]! : new Error('asked too often');
        finds += 1;
        if (answer instanceof Error) throw answer;
        return { credentials: answer, expiresAtMs: Infinity };
      },
      log: silentLogger,
      now: () => clock.now,
    });
    return { clock, credentials, finds: () => finds };
  }
  const settled = () => new Promise(setImmediate);

  test('without credentials calls unsigned at once, and finds those that come later', async () => {
    const { clock, credentials, finds } = startFinding(null, keys);
    expect(await credentials()).toBeNull();
    expect(credentials()).toBeNull();
    expect(finds()).toBe(1);
    clock.now += minute;
    expect(credentials()).toBeNull();
    await settled();
    expect(credentials()).toEqual(keys);
    expect(finds()).toBe(2);
  });

  test('that had credentials and lost them never calls unsigned', async () => {
    const { clock, credentials } = startFinding(keys, null);
    await credentials();
    clock.now += 5 * minute;
    expect(credentials()).toEqual(keys);
    await settled();
    expect(credentials()).toEqual(keys);
  });
});
