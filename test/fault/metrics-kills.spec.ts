import { Agent, request } from 'node:http';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { waitFor } from '#libs/testing';
import { createApi, createResource, deploy, putMockMethod } from '../support/definitions.js';
import { startInstallation, type Installation } from '../support/installation.js';

// Of a gateway that is killed, what it has counted and not yet handed in is lost, and nothing else: its
// metrics are what callers got but for at most the requests of its last seconds, and never more.

/** Sent while nothing is killed; right before a gateway is killed, to that one alone; afterwards. */
const phases = { before: 6_000, last: 400, after: 3_600 };
const clients = 8;
const statuses = ['200', '404', '503'] as const;
type Truth = Record<(typeof statuses)[number], number>;

let tollgate: Installation;
let cloudwatch: CloudWatchClient;
let path: string;
const startedMs = Date.now();

beforeAll(async () => {
  tollgate = await startInstallation({ gateways: 2 });
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } =
    tollgate.awsEnvironment;
  cloudwatch = new CloudWatchClient({
    endpoint: tollgate.controlPlaneUrl,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey },
  });
  const { restApiId, rootId } = await createApi(tollgate.client, 'killed');
  for (const statusCode of statuses) {
    const resourceId = await createResource(tollgate.client, restApiId, rootId, statusCode);
    await putMockMethod(tollgate.client, { restApiId, resourceId, body: 'ok', statusCode });
  }
  await deploy(tollgate.client, restApiId, 'prod');
  await deploy(tollgate.client, restApiId, 'end');
  path = `/_aws/execute-api/${restApiId}/`;
}, 180_000);
afterAll(() => tollgate?.close());

/** Every third request is an error of one kind or the other; resolves with what came back. */
async function send(requests: number, ports: readonly number[], stage = 'prod'): Promise<Truth> {
  const truth: Truth = { '200': 0, '404': 0, '503': 0 };
  let next = 0;
  const client = async (): Promise<void> => {
    const agent = new Agent({ keepAlive: true });
    for (let mine = next++; mine < requests; mine = next++) {
      const wanted = statuses[mine % 9 === 0 ? 2 : mine % 3 === 0 ? 1 : 0];
      const status = await call(agent, ports[mine % ports.length]!, `${stage}/${wanted}`);
      expect(String(status)).toBe(wanted);
      truth[wanted] += 1;
    }
    agent.destroy();
  };
  await Promise.all(Array.from({ length: clients }, client));
  return truth;
}

const call = (agent: Agent, port: number, target: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path: path + target, agent }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });

const total = ({ 200: ok, 404: missing, 503: broken }: Truth): number => ok + missing + broken;
const sumOf = (a: Truth, b: Truth): Truth => ({
  '200': a['200'] + b['200'],
  '404': a['404'] + b['404'],
  '503': a['503'] + b['503'],
});

/** What GetMetricData says: requests, 4XX, 5XX, and of how many there is a latency. */
async function counted(stage = 'prod'): Promise<number[]> {
  const names = ['Count', '4XXError', '5XXError', 'Latency'] as const;
  const { MetricDataResults = [] } = await cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(startedMs - 60_000),
      EndTime: new Date(Date.now() + 60_000),
      MetricDataQueries: names.map((MetricName, index) => ({
        Id: `q${index}`,
        MetricStat: {
          Metric: {
            Namespace: 'AWS/ApiGateway',
            MetricName,
            Dimensions: [
              { Name: 'ApiName', Value: 'killed' },
              { Name: 'Stage', Value: stage },
            ],
          },
          Period: 60,
          Stat: MetricName === 'Latency' ? 'SampleCount' : 'Sum',
        },
      })),
    }),
  );
  return MetricDataResults.map(({ Values = [] }) => Values.reduce((sum, value) => sum + value, 0));
}

const shown = (truth: Truth): number[] => [total(truth), truth['404'], truth['503'], total(truth)];
const generous = { timeoutMs: 90_000, intervalMs: 250 };

test('metrics are the truth while nothing is killed, and short of it by at most a gateway’s last requests', async () => {
  const ports = tollgate.gateways.map(({ httpPort }) => httpPort);
  const before = await send(phases.before, ports);
  let last: number[] = [];
  await waitFor(
    async () => {
      last = await counted();
      return last.every((number, index) => number === shown(before)[index]);
    },
    { ...generous, describe: `${shown(before).join()} to be counted, not ${last.join()}` },
  );

  const victim = tollgate.gateways[0]!;
  const lost = await send(phases.last, [victim.httpPort]);
  await victim.kill();
  await victim.start();
  const after = await send(phases.after, ports);
  // What both gateways count now they hand in after all that they had counted and kept before: once it is
  // there, nothing is on its way any more.
  const least = shown(sumOf(before, after));
  await waitFor(
    async () => {
      last = await counted();
      return last.every((number, index) => number >= least[index]!);
    },
    { ...generous, describe: `${least.join()} to be counted at least, not ${last.join()}` },
  );
  // Nothing is counted twice when what was not acknowledged is handed in again.
  for (const gateway of tollgate.gateways) {
    await gateway.kill();
    await gateway.start();
  }
  // Gateways hand in in order: when these are there, so is all from before.
  const end = await send(18, ports, 'end');
  await waitFor(async () => (await counted('end')).join() === shown(end).join(), {
    ...generous,
    describe: 'what was counted last',
  });
  const most = shown(sumOf(sumOf(before, after), lost));
  const settled = await counted();
  const isWithin = settled.map((number, index) => least[index]! <= number && number <= most[index]!);
  expect({ least, settled, most, isWithin }).toMatchObject({ isWithin: [true, true, true, true] });
}, 600_000);
