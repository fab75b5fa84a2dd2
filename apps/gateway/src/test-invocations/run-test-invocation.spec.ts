import type { ServerResponse } from 'node:http';
import { createSecureContext } from 'node:tls';
import type { MethodTestResult, TestInvocation } from '#libs/snapshot-format';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { http, lambda, method, mockMethod, integrationResponse } from '../testing/documents.js';
import { createTestInvokeServices, methodTest, testId } from '../testing/test-invoke-services.js';
import { makePair, startTlsBackend } from '../testing/tls-backend.js';
import { resultMessage, runTestInvocation } from './run-test-invocation.js';

let backend: TestBackend;
let services: ReturnType<typeof createTestInvokeServices>;
let respondWith: (response: ServerResponse) => void;

beforeAll(async () => {
  backend = await startBackend((_, sent) => respondWith(sent));
  services = createTestInvokeServices({
    endpointUrl: backend.origin,
    credentials: () => ({
      accessKeyId: 'AKIDEXAMPLE',
      secretAccessKey: 'secret',
      sessionToken: 'session-token-abcdef',
    }),
  });
});
beforeEach(() => {
  respondWith = (sent) =>
    sent.writeHead(200, { 'content-type': 'text/plain', 'x-seen': 'yes' }).end('answer');
});
afterAll(async () => {
  await services.close();
  await backend.close();
});

async function run(test: TestInvocation): Promise<MethodTestResult> {
  const result = await runTestInvocation(services, test);
  if (result.kind !== 'method') throw new Error(`a result of kind ${result.kind}`);
  return result;
}
/** What the log says after the request has been described, without the times. */
const tail = ({ log }: MethodTestResult): string[] =>
  log
    .split('\n')
    .map((line) => line.replace(/^.{19} UTC \d{4} : /, ''))
    .slice(7, -1);

describe('the log of a call', () => {
  test('says what was sent and what came back, with secrets masked', async () => {
    const integration = http('HTTP_PROXY', `${backend.origin}/base`);
    const headers = [['Authorization', 'Bearer 1234567890']] as const;
    const result = await run(methodTest('/p', method(integration), { headers, body: 'sent' }));
    const lines = tail(result);
    expect(lines[0]).toBe(`Endpoint request URI: ${backend.origin}/base`);
    expect(lines[1]).toContain('Authorization=***********567890');
    expect(lines.slice(2, 4)).toEqual([
      'Endpoint request body after transformations: sent',
      `Sending request to ${backend.origin}/base`,
    ]);
    expect(lines[4]).toMatch(/^Received response. Status: 200, Integration latency: \d+ ms$/);
    expect(lines[5]).toMatch(/^Endpoint response headers: \{content-type=text\/plain, x-seen=yes/);
    expect(lines[6]).toBe('Endpoint response body before transformations: answer');
    expect(lines[7]).toBe('Method response body after transformations: answer');
    expect(lines.slice(9)).toEqual(['Successfully completed execution', 'Method completed with status: 200']);
    expect(result.body).toBe('answer');
    expect(backend.seen.at(-1)?.headers['authorization']).toBe('Bearer 1234567890');
    expect(result.log).not.toContain('Bearer 1234567890');
  });

  test('never shows the credentials that the gateway signs with', async () => {
    respondWith = (sent) => sent.end('{"statusCode":200}');
    const result = await run(methodTest('/f', method(lambda('LAMBDA_PROXY', 'f'))));
    expect(result.status).toBe(200);
    expect(backend.seen.at(-1)?.headers['x-amz-security-token']).toBe('session-token-abcdef');
    expect(result.log).not.toMatch(/session-token|Signature=/);
    expect(result.log).toContain('abcdef');
  });
});

describe('the same steps as for callers', () => {
  test('templates, mappings and method responses are the method’s own', async () => {
    respondWith = (sent) => sent.writeHead(404).end('{"why":"gone"}');
    const integration = http('HTTP', `${backend.origin}/x`, {
      responses: [
        integrationResponse('200'),
        integrationResponse('400', '404', { 'application/json': '{"said":$input.json("$.why")}' }),
      ],
    });
    const tested = method(integration, { methodResponses: { '400': { headers: [] } } });
    const result = await run(methodTest('/p', tested));
    expect(result).toMatchObject({ status: 400, body: '{"said":"gone"}' });
    expect(tail(result)).toContain('Endpoint response body before transformations: {"why":"gone"}');
  });

  test('stage variables and the context are those of the test', async () => {
    const body =
      '$stageVariables.v $context.stage $context.path $context.identity.sourceIp $context.identity.apiKey $context.identity.accessKey';
    const result = await run(methodTest('/p', mockMethod(body), {}, { variables: { v: 'x' } }));
    expect(result.body).toBe('x test-invoke-stage /p test-invoke-source-ip test-invoke-api-key AKIDEXAMPLE');
  });

  test('the client certificate that the test names is shown to the backend', async () => {
    const [shown, server] = await Promise.all([makePair('me'), makePair('localhost')]);
    const tls = await startTlsBackend(server);
    const clientCertificates = {
      get: (id: string) => (id === 'cert01' ? { id, secureContext: createSecureContext(shown) } : undefined),
    };
    const integration = http('HTTP_PROXY', `https://localhost:${tls.port}`, {
      insecureSkipVerification: true,
    });
    const test = methodTest('/p', method(integration));
    const stage = { ...test.stage, clientCertificateId: 'cert01' };
    expect(await run(test)).toMatchObject({ body: 'nobody' });
    expect(await runTestInvocation({ ...services, clientCertificates }, { ...test, stage })).toMatchObject({
      body: 'me',
    });
    await tls.close();
  });

  test('a request that lacks a required parameter is refused as a caller’s is', async () => {
    const requestChecks = {
      requiredParameters: [{ location: 'querystring', name: 'q' } as const],
      bodyModels: null,
    };
    const result = await run(methodTest('/p', mockMethod('{}', { requestChecks })));
    expect(result.status).toBe(400);
    expect(JSON.parse(result.body)).toEqual({ message: 'Missing required request parameters: [q]' });
    expect(tail(result)).toEqual([
      'Missing required request parameters: [q]',
      'Method completed with status: 400',
    ]);
  });

  test('customised gateway responses answer what is refused', async () => {
    const gatewayResponses = {
      DEFAULT_5XX: {
        statusCode: '418',
        responseParameters: {},
        responseTemplates: { 'application/json': '{"mine":1}' },
      },
    };
    const nobody = method(http('HTTP_PROXY', 'http://127.0.0.1:1/'));
    expect(await run(methodTest('/p', nobody, {}, { snapshot: { gatewayResponses } }))).toMatchObject({
      status: 418,
      body: '{"mine":1}',
    });
  });
});

test('a test counts under the id that the control plane gave it', async () => {
  expect((await run(methodTest('/p', mockMethod('$context.requestId')))).body).toBe(testId);
});

test('a result that is longer than one message may be comes with its body cut', () => {
  const result = {
    kind: 'method',
    status: 200,
    headers: {},
    multiValueHeaders: {},
    body: '\u0001'.repeat(3_000_000),
    log: '',
    latencyMs: 1,
  } as const;
  const message = resultMessage(result);
  expect(message.length).toBeLessThan(10 * 1024 * 1024);
  expect((JSON.parse(message) as MethodTestResult).body.endsWith(' [TRUNCATED]')).toBe(true);
  expect(resultMessage({ ...result, body: 'short' })).toContain('"short"');
});
