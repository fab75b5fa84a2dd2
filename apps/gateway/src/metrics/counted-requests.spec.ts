import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseMetricsBlock, type MetricsRow } from '#libs/metrics';
import { freePort, startProcess, stopProcesses, waitFor, type TestProcess } from '#libs/testing';
import { awsOf } from '../testing/aws-of.js';
import { startBackend } from '../testing/backend.js';
import { apiId, mockMethod, snapshot, stageOf } from '../testing/documents.js';
import { startFakeControlPlane, type FakeControlPlane } from '../testing/fake-control-plane.js';
import { allow, everything, guardedApi } from '../testing/guarded-api.js';
import { call, startTestSystem } from '../testing/test-gateway.js';

// What the control plane is told of requests, by gateways that stop, and by one that is killed.
const observability = {
  apiName: 'Pets',
  everyMethod: { metricsEnabled: true, loggingLevel: 'OFF', dataTraceEnabled: false },
} as const;

const rowsOf = (controlPlane: FakeControlPlane): MetricsRow[] =>
  controlPlane.observed('metrics').flatMap((block) => {
    const read = parseMetricsBlock(block);
    if (!read.ok) throw new Error(read.problem);
    return read.value;
  });

/** Counts of a stage over all blocks: requests, 4XX, 5XX. */
function countsOf(controlPlane: FakeControlPlane, path: string | null = null): number[] {
  const sums = [0, 0, 0];
  for (const { source, counters } of rowsOf(controlPlane)) {
    if (source.set !== 'RestApi' || (source.method?.resource ?? null) !== path) continue;
    sums.forEach((_, index) => (sums[index]! += counters[index]!));
  }
  return sums;
}

test('a gateway that stops has told of every request, by stage and by method', async () => {
  const system = await startTestSystem();
  await system.deploy(
    snapshot({
      '/pets': { GET: mockMethod('{}') },
      '/key': { GET: mockMethod('{}', { apiKeyRequired: true }) },
    }),
    { observability },
  );
  for (let index = 0; index < 20; index++) {
    await system.call('/dev/pets');
    await system.call('/dev/key');
    await system.call(`/dev/unknown/${index}`);
    await system.call(`/nowhere-${index}/pets`);
  }
  await system.stop();
  expect(countsOf(system.controlPlane)).toEqual([60, 40, 0]);
  expect(countsOf(system.controlPlane, '/pets')).toEqual([20, 0, 0]);
  expect(countsOf(system.controlPlane, '/key')).toEqual([20, 20, 0]);
  const rows = rowsOf(system.controlPlane);
  expect(rows.every(({ latencies, counters }) => latencies[0]!.count === counters[0])).toBe(true);
  expect(rows[0]!.source).toMatchObject({ apiId, apiName: 'Pets', stageName: 'dev', region: 'us-east-1' });
});

test('requests whose callers have left, and which go on behind the drain, are told of, too', async () => {
  const answers: (() => void)[] = [];
  const runtime = await startBackend((_, response) => {
    answers.push(() => response.end(JSON.stringify(allow(everything))));
  });
  const system = await startTestSystem({ aws: awsOf({ endpointUrl: runtime.origin }) });
  await system.deploy(guardedApi(), { observability });
  // What the function says is kept for others: it is waited for, whether or not the caller is there.
  const callers = Array.from({ length: 20 }, () => connect(system.gateway.httpPort, '127.0.0.1'));
  callers.forEach((caller, index) =>
    caller.write(
      `GET /dev/kept HTTP/1.1\r\nHost: ${apiId}.execute-api.localhost\r\nAuthorization: ${index}\r\n\r\n`,
    ),
  );
  await waitFor(() => answers.length === 20, { describe: 'all wait for their authorizer' });
  const stopped = system.gateway.stop();
  for (const caller of callers) caller.destroy();
  // As long as a gateway that does not wait for them needs to stop.
  await Promise.race([stopped, delay(300)]);
  for (const answer of answers) answer();
  await stopped;
  expect(countsOf(system.controlPlane)[0]).toBe(20);
  await system.controlPlane.goAway();
  await rm(system.dataDir, { recursive: true, force: true });
  await runtime.close();
});

describe('killed', () => {
  let controlPlane: FakeControlPlane;
  let dataDir: string;
  let port: number;
  let adminPort: number;

  beforeEach(async () => {
    controlPlane = await startFakeControlPlane();
    dataDir = await mkdtemp(join(tmpdir(), 'tollgate-counting-gateway-'));
    port = await freePort();
    adminPort = await freePort();
  });
  afterEach(async () => {
    await stopProcesses();
    await controlPlane.goAway().catch(() => undefined);
    await rm(dataDir, { recursive: true, force: true });
  });

  async function startServing(): Promise<TestProcess> {
    const gateway = startProcess('apps/gateway/src/main.ts', {
      env: {
        TOLLGATE_CONTROL_PLANE_URL: controlPlane.url,
        TOLLGATE_GATEWAY_TOKEN: controlPlane.token,
        TOLLGATE_DATA_DIR: dataDir,
        TOLLGATE_GATEWAY_HTTP_PORT: String(port),
        TOLLGATE_GATEWAY_HTTPS_PORT: '0',
        TOLLGATE_GATEWAY_ADMIN_PORT: String(adminPort),
        NODE_OPTIONS: '--import=./test/support/run-sources.mjs',
      },
    });
    await gateway.waitForOutput(/the gateway listens/);
    return gateway;
  }
  const callTimes = async (times: number): Promise<void> => {
    for (let index = 0; index < times; index++) expect((await call(port, '/dev/pets')).status).toBe(200);
  };

  /** Of metrics, that the control plane has not taken. */
  async function blocksOnDisk(): Promise<number> {
    const response = await fetch(`http://127.0.0.1:${adminPort}/_tollgate/status`);
    const { observations } = (await response.json()) as { observations: { metrics: { waiting: number } } };
    return observations.metrics.waiting;
  }
  const patient = { timeoutMs: 60_000 };

  test('it loses at most what it had counted since it last handed in, and tells nothing twice', async () => {
    const killed = await startServing();
    const digest = controlPlane.publishSnapshot(snapshot({ '/pets': { GET: mockMethod('{}') } }));
    const seq = controlPlane.publish('stage', `${apiId}/dev`, stageOf(digest, { observability }));
    await waitFor(() => controlPlane.acknowledgements.some(({ appliedSeq }) => appliedSeq >= seq));
    await callTimes(200);
    await waitFor(() => countsOf(controlPlane)[0] === 200, {
      timeoutMs: 60_000,
      describe: '200 are counted',
    });
    await callTimes(100);
    await killed.stop('SIGKILL');

    const next = await startServing();
    await callTimes(50);
    await next.stop();
    const [requests = 0] = countsOf(controlPlane);
    // 200 were handed in, 50 are of a process that stopped; of the 100 in between none need be known.
    expect(requests).toBeGreaterThanOrEqual(250);
    expect(requests).toBeLessThanOrEqual(350);
    expect(countsOf(controlPlane, '/pets')[0]).toBe(requests);
  });

  test('what was handed in while the control plane was away is told by the process after it', async () => {
    const killed = await startServing();
    const digest = controlPlane.publishSnapshot(snapshot({ '/pets': { GET: mockMethod('{}') } }));
    const seq = controlPlane.publish('stage', `${apiId}/dev`, stageOf(digest, { observability }));
    await waitFor(() => controlPlane.acknowledgements.some(({ appliedSeq }) => appliedSeq >= seq));
    await controlPlane.goAway();
    await callTimes(100);
    const before = await blocksOnDisk();
    let requests = 100;
    while ((await blocksOnDisk()) === before) {
      await callTimes(1);
      requests += 1;
    }
    await killed.stop('SIGKILL');
    await controlPlane.comeBack();
    const next = await startServing();
    await waitFor(() => countsOf(controlPlane)[0]! >= 100, { ...patient, describe: '100 are counted' });
    await next.stop();
    expect(countsOf(controlPlane)[0]).toBeLessThanOrEqual(requests);
  });
});
