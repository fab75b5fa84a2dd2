import { readLogBlock } from '#libs/log-events';
import { silentLogger } from '#libs/telemetry';
import { BackendPools } from '../integrations/transport/backend-pools.js';
import { OwnEndpoints } from '../integrations/transport/own-endpoints.js';
import { LogStreams } from '../observability/log-streams.js';
import { awsOf } from '../testing/aws-of.js';
import { startAwsService, testCredentials, type TestAwsService } from '../testing/aws-service.js';
import { MemoryRoom } from './memory-room.js';
import { startLogs, type LogsOptions } from './start-logs.js';
import { StdoutLogs } from './stdout-logs.js';

// Which lines go where, by the settings of a gateway.
let cloudWatch: TestAwsService;
let backends: BackendPools;
beforeEach(async () => {
  cloudWatch = await startAwsService('logs', {});
  backends = new BackendPools({
    allowLinkLocal: false,
    vpcLinkTargets: new Map(),
    ownEndpoints: new OwnEndpoints('http://127.0.0.1:1'),
    log: silentLogger,
  });
});
afterEach(async () => {
  await backends.close();
  await cloudWatch.close();
});

const group = { kind: 'log-group', accountId: '000000000000', region: 'us-east-1', group: 'access' } as const;

/** Writes a line of an access log and one of another log, and says who got them. */
async function whereLinesGo(
  sink: LogsOptions['sink'],
  endpointUrls: Readonly<Record<string, string>> = {},
): Promise<{ shipped: number; stdout: string; cloudWatch: number }> {
  let shipped = 0;
  let stdout = '';
  const streams = new LogStreams();
  const logs = startLogs({
    sink,
    streams,
    observations: {
      hand: (_, block) => {
        const read = readLogBlock(block);
        if ('sections' in read) for (const { events } of read.sections) shipped += events;
      },
    },
    aws: awsOf({ credentials: () => testCredentials, endpointUrls }),
    backends,
    log: silentLogger,
    stdout: new StdoutLogs(new MemoryRoom(), (bytes, done) => {
      stdout += bytes.toString();
      done(null, bytes.length);
    }),
  });
  logs.accessLog(group, '')(1, 'of access');
  logs.writer.write(streams.of({ ...group, group: 'execution' }), 2, 'of execution');
  await logs.close();
  return { shipped, stdout, cloudWatch: cloudWatch.seen.length };
}

test('all go to the control plane by default', async () => {
  expect(await whereLinesGo('control-plane')).toEqual({ shipped: 2, stdout: '', cloudWatch: 0 });
});

test('access logs alone go to stdout', async () => {
  expect(await whereLinesGo('stdout')).toEqual({ shipped: 1, stdout: 'of access\n', cloudWatch: 0 });
});

test('all go to a real CloudWatch Logs, which an endpoint of its own means, too', async () => {
  const elsewhere = { shipped: 0, stdout: '' };
  const endpoint = { LOGS: cloudWatch.origin };
  expect(await whereLinesGo('control-plane', endpoint)).toEqual({ ...elsewhere, cloudWatch: 2 });
  const ofSdks = { CLOUDWATCH_LOGS: cloudWatch.origin };
  expect(await whereLinesGo('cloudwatch-logs', ofSdks)).toEqual({ ...elsewhere, cloudWatch: 4 });
});

test('the endpoint that integrations call CloudWatch Logs at takes no logs by itself', async () => {
  const ofSdks = { CLOUDWATCH_LOGS: cloudWatch.origin };
  expect(await whereLinesGo('control-plane', ofSdks)).toMatchObject({ shipped: 2, cloudWatch: 0 });
});
