import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LogStreamName } from '#libs/log-events';
import type { AccountDocument, MethodObservability, StageDocument } from '#libs/snapshot-format';
import { waitFor } from '#libs/testing';
import { ExecutionLogs } from '../observability/execution-logs/execution-logs.js';
import { LogStreams } from '../observability/log-streams.js';
import { awsOf } from './aws-of.js';
import { startBackend, type TestBackend } from './backend.js';
import { http, lambda, method, mockMethod, snapshot } from './documents.js';
import { allow, everything, guardedApi, policy } from './guarded-api.js';
import { startTestSystem, type CallOptions, type TestSystem } from './test-gateway.js';

/** A gateway whose stages are named for what of them is logged, and the lines that it has written. */
export interface LoggedApi extends TestSystem {
  readonly backend: TestBackend;
  readonly written: { stream: LogStreamName; timestampMs: number; message: string }[];
  account: Partial<AccountDocument>;
  respondWith: (response: ServerResponse) => void;
  /** Between two tests. */
  reset(): void;
  /** The lines of one call in the order of their times, without the prefix that each has. */
  linesOf(path: string, options?: CallOptions): Promise<string[]>;
  /** A line without what differs from run to run. */
  stable(line: string): string;
}

const functionResponses: Record<string, unknown> = {
  kept: allow(everything),
  each: { errorMessage: 'Unauthorized' },
  request: policy('Deny', everything),
  patterned: 'no policy',
  backend: { statusCode: 200, body: 'from a function' },
};

export async function startLoggedApi(): Promise<LoggedApi> {
  const written: LoggedApi['written'] = [];
  const completed = new Set<string>();
  const backend = await startBackend((request, response) => respond(request, response));

  function respond({ url = '' }: IncomingMessage, response: ServerResponse): void {
    const name = /functions\/arn[^/]*?([a-z]+)\/invocations/.exec(decodeURIComponent(url))?.[1];
    if (name === undefined) return api.respondWith(response);
    if (name === 'each') response.setHeader('x-amz-function-error', 'Unhandled');
    response.setHeader('x-amzn-requestid', `of-${name}`);
    response.end(JSON.stringify(functionResponses[name]));
  }

  const logs = new ExecutionLogs({
    writer: { write: (stream, timestampMs, message) => written.push({ stream, timestampMs, message }) },
    streams: new LogStreams(),
    documents: { account: () => api.account as AccountDocument },
  });
  const system = await startTestSystem({
    aws: awsOf({ endpointUrls: { LAMBDA: backend.origin } }),
    recordReaders: [logs, { read: ({ requestId }) => void completed.add(requestId) }],
  });
  const api: LoggedApi = {
    ...system,
    backend,
    written,
    account: {},
    respondWith: ofBackend,
    reset() {
      api.account = {};
      api.respondWith = ofBackend;
      written.length = 0;
    },
    async linesOf(path, options) {
      const response = await system.call(path, options);
      const id = response.headers['x-amzn-requestid'] as string;
      await waitFor(() => completed.has(id), { describe: 'the record is complete' });
      const prefix = `(${id}) `;
      const foreign = written.filter(({ message }) => !message.startsWith(prefix));
      if (foreign.length > 0) throw new Error(`a line of another request: ${foreign[0]!.message}`);
      const inOrder = written.toSorted((one, other) => one.timestampMs - other.timestampMs);
      return inOrder.map(({ message }) => message.slice(prefix.length).replaceAll(id, '<id>'));
    },
    stable: (line) =>
      line
        .replace(/headers: \{.*\}/, 'headers: {...}')
        .replace(/latency: \d+ ms/, 'latency: 1 ms')
        .replace(/Extended Request Id: [\w-]{15}=/, 'Extended Request Id: <extended>')
        .replaceAll(backend.origin, '<backend>'),
    async stop() {
      await system.stop();
      await backend.close();
    },
  };
  await deployStages(system, backend.origin);
  return api;
}

const ofBackend = (response: ServerResponse): void =>
  void response.writeHead(200, { 'content-type': 'text/plain' }).end('from the backend');

const observed = (change: Partial<MethodObservability>): Pick<StageDocument, 'observability'> => ({
  observability: {
    apiName: 'pets',
    everyMethod: { metricsEnabled: false, loggingLevel: 'INFO', dataTraceEnabled: false, ...change },
  },
});

async function deployStages(system: TestSystem, backend: string): Promise<void> {
  const api = snapshot({
    '/mock/{id}': { GET: mockMethod('a text') },
    '/proxy': { ANY: method(http('HTTP_PROXY', `${backend}/b`)) },
    '/mapped': { POST: method(http('HTTP', `${backend}/b`)) },
    '/function': {
      ANY: method(lambda('LAMBDA_PROXY', 'arn:aws:lambda:us-east-1:000000000000:function:backend')),
    },
    '/gone': { ANY: method(http('HTTP_PROXY', 'http://127.0.0.1:1/')) },
    '/key': { GET: mockMethod('', { apiKeyRequired: true }) },
  });
  await system.deploy(api, { stageName: 'info', ...observed({}) });
  await system.deploy(api, { stageName: 'trace', ...observed({ dataTraceEnabled: true }) });
  await system.deploy(api, { stageName: 'error', ...observed({ loggingLevel: 'ERROR' }) });
  await system.deploy(api, { stageName: 'off', ...observed({ loggingLevel: 'OFF', metricsEnabled: true }) });
  const withVariable = http('HTTP_PROXY', `${backend}/\${stageVariables.token}/b`);
  await system.deploy(snapshot({ '/': { GET: method(withVariable) } }), {
    stageName: 'variables',
    variables: { token: 'hunter2' },
    observability: { ...observed({ dataTraceEnabled: true }).observability!, secretVariables: ['token'] },
  });
  await system.deploy(guardedApi(), { stageName: 'guarded', ...observed({ dataTraceEnabled: true }) });
}
