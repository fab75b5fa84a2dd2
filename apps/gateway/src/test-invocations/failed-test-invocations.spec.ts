import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import type { MethodTestResult, TestInvocation } from '#libs/snapshot-format';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { http, lambda, method, mock, mockMethod, integrationResponse } from '../testing/documents.js';
import { createTestInvokeServices, methodTest } from '../testing/test-invoke-services.js';
import { runTestInvocation } from './run-test-invocation.js';

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

describe('what fails', () => {
  test.each<[string, string, Parameters<typeof methodTest>[1], number]>([
    [
      'a backend that nobody is at',
      'Invalid endpoint address',
      method(http('HTTP_PROXY', 'http://127.0.0.1:1/')),
      500,
    ],
    [
      'a host that no stage variable names',
      'Invalid endpoint address',
      method(http('HTTP_PROXY', 'http://${stageVariables.none}/')),
      500,
    ],
    [
      'a status that is no number',
      'statusCode should be an integer which defined in request template',
      method(mock({ 'application/json': '{"statusCode": "200"}' })),
      500,
    ],
    [
      'a template that runs into a bound',
      'Unable to transform request',
      method(mock({ 'application/json': '#foreach($a in [1..2000])#foreach($b in [1..2000])$a#end#end' })),
      500,
    ],
    [
      'a function that returns no response',
      'Malformed Lambda proxy response',
      method(lambda('LAMBDA_PROXY', 'f')),
      502,
    ],
    [
      'a response that no integration response is for',
      'No match for output mapping and no default output mapping configured. Endpoint Response Status Code: 200',
      method(http('HTTP', 'http://backend/', { responses: [integrationResponse('200', '5..')] })),
      500,
    ],
    [
      'a status that the method does not declare',
      'Output mapping refers to an invalid method response: 202',
      method(http('HTTP', 'http://backend/', { responses: [integrationResponse('202')] })),
      500,
    ],
  ])('%s: in the words of AWS alone, without a Content-Type', async (_, text, tested, status) => {
    const { integration } = tested;
    // The backend's port is known only now.
    const uri = http('HTTP', backend.origin).uri;
    const reachable =
      integration.type === 'HTTP' ? { ...tested, integration: { ...integration, uri } } : tested;
    const result = await run(methodTest('/p', reachable));
    expect(result).toMatchObject({ status, body: '{"message": "Internal server error"}' });
    expect(result.headers).toEqual({ 'x-amzn-ErrorType': 'InternalServerErrorException' });
    const lines = tail(result);
    expect(lines.slice(-2)).toEqual([
      `Execution failed due to configuration error: ${text}`,
      `Method completed with status: ${status}`,
    ]);
    // Nothing of ours between: each line begins as AWS's do.
    expect(
      lines
        .slice(0, -2)
        .filter((line) => !/^(?:Endpoint re|Sending request to|Received response)/.test(line)),
    ).toEqual([]);
  });

  test('a function that raises an error is named with its message and its request', async () => {
    respondWith = (sent) =>
      sent
        .writeHead(200, { 'x-amz-function-error': 'Unhandled', 'x-amzn-requestid': 'theirs' })
        .end('{"errorMessage":"no disk"}');
    const result = await run(methodTest('/p', method(lambda('LAMBDA_PROXY', 'f'))));
    expect(tail(result).slice(-2)).toEqual([
      'Lambda execution failed with status 200 due to customer function error: no disk. Lambda request id: theirs',
      'Method completed with status: 502',
    ]);
  });

  test('a function under test sees the headers of the test alone, and none where it has none', async () => {
    respondWith = (sent) => sent.end('{}');
    await run(methodTest('/p', method(lambda('LAMBDA_PROXY', 'f'))));
    expect(JSON.parse(backend.seen.at(-1)!.body)).toMatchObject({ headers: null, multiValueHeaders: null });
    await run(methodTest('/p', method(lambda('LAMBDA_PROXY', 'f')), { headers: [['x-a', '1']] }));
    expect(JSON.parse(backend.seen.at(-1)!.body)).toMatchObject({ headers: { 'x-a': '1' } });
  });

  test('a bug in a step is a 500 that says so', async () => {
    const activateSnapshot: typeof services.activateSnapshot = (...snapshot) => {
      const built = services.activateSnapshot(...snapshot);
      const run = () => {
        throw new Error('a bug');
      };
      if (built.ok)
        Object.assign(built.value.methods[0]!, { steps: [{ name: 'buildIntegrationRequest', run }] });
      return built;
    };
    const broken = { ...services, activateSnapshot };
    const result = await runTestInvocation(
      broken,
      methodTest('/p', method(http('HTTP_PROXY', backend.origin))),
    );
    expect(result).toMatchObject({ kind: 'method', status: 500 });
    expect((result as MethodTestResult).log).not.toContain('Successfully');
  });

  test('a response that breaks off is no response', async () => {
    respondWith = (sent) => {
      sent.writeHead(200, { 'content-length': '100' }).write('half');
      setImmediate(() => sent.destroy());
    };
    const result = await run(methodTest('/p', method(http('HTTP_PROXY', backend.origin))));
    expect(result.status).toBe(502);
    expect(tail(result).at(-2)).toBe('Execution failed due to a network error communicating with endpoint');
  });

  test('a backend that does not answer in its time is a timeout', async () => {
    // It reads, or it would never see that the caller has gone.
    const silent = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
    const result = await run(methodTest('/p', method(http('HTTP_PROXY', url, { timeoutMs: 50 }))));
    expect(result.status).toBe(504);
    expect(tail(result).slice(-2)).toEqual([
      'Execution failed due to a timeout error',
      'Method completed with status: 504',
    ]);
    silent.close();
  });

  test('a request that no listener would take is refused as the listener does', async () => {
    const result = await run(
      methodTest('/p', mockMethod('{}'), { headers: [['x-long', 'x'.repeat(11_000)]] }),
    );
    expect(result).toMatchObject({
      status: 431,
      headers: { 'x-amzn-ErrorType': 'RequestTooLargeException' },
    });
  });

  test('what this release does not know is refused, and nothing is called', async () => {
    const before = backend.seen.length;
    const test = methodTest('/p', method(http('HTTP_PROXY', backend.origin)));
    expect(await runTestInvocation(services, { ...test, formatVersion: 99 as never })).toEqual({
      kind: 'refused',
      reason: 'it has the format 99, this release reads 1',
    });
    const unknown = { ...test.snapshot, formatVersion: 99 as never };
    expect(await runTestInvocation(services, { ...test, snapshot: unknown })).toMatchObject({
      kind: 'refused',
    });
    const stage = { ...test.stage, clientCertificateId: 'cert01' };
    expect(await runTestInvocation(services, { ...test, stage })).toEqual({
      kind: 'refused',
      reason: 'client certificate cert01 is not known here',
    });
    expect(backend.seen.length).toBe(before);
  });
});
