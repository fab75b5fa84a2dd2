import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, readPrometheusText, startProcess, stopProcesses, waitFor } from '#libs/testing';
import { apiId, mockMethod, snapshot, stageOf } from '../testing/documents.js';
import { startFakeControlPlane } from '../testing/fake-control-plane.js';
import { call, startTestSystem, type TestSystem } from '../testing/test-gateway.js';
import { handInEveryMs } from './request-metrics.js';

// What Prometheus reads of a gateway.
const observability = {
  apiName: 'Pets "and" more',
  everyMethod: { metricsEnabled: true, loggingLevel: 'OFF', dataTraceEnabled: false },
} as const;
const stage = `account_id="000000000000",api_id="${apiId}",api_name="Pets \\"and\\" more",stage="dev"`;

async function textAt(port: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/_tollgate/metrics`);
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
  return response.text();
}
const samplesOf = (text: string, name: string) =>
  readPrometheusText(text).get(name)?.samples ?? new Map<string, number>();
const patient = { timeoutMs: 60_000 };

/** Reads the metrics of a port until this one of them has such a value. */
const untilShown = (port: number, series: string, value: number) =>
  waitFor(
    async () => {
      const text = await textAt(port);
      return samplesOf(text, series.split('{')[0]!).get(series) === value ? text : null;
    },
    { ...patient, describe: `${series} is ${value}` },
  );

describe('of a gateway that serves alone', () => {
  let system: TestSystem;

  beforeAll(async () => {
    system = await startTestSystem({ metricsPort: 0 });
    await system.deploy(
      snapshot({
        '/pets': { GET: mockMethod('{}') },
        '/key': { GET: mockMethod('', { apiKeyRequired: true }) },
      }),
      { observability },
    );
    for (let times = 0; times < 7; times++) await system.call('/dev/pets');
    for (let times = 0; times < 3; times++) await system.call('/dev/key');
  });
  afterAll(() => system.stop());

  test('requests are shown by stage and class of status, their times as a histogram', async () => {
    const text = await untilShown(
      system.gateway.adminPort,
      `tollgate_requests_total{${stage},status="2xx"}`,
      7,
    );
    expect(
      samplesOf(text, 'tollgate_requests_total').get(`tollgate_requests_total{${stage},status="4xx"}`),
    ).toBe(3);
    const duration = samplesOf(text, 'tollgate_request_duration_seconds');
    expect(duration.get(`tollgate_request_duration_seconds_count{${stage}}`)).toBe(10);
    expect(duration.get(`tollgate_request_duration_seconds_bucket{${stage},le="30"}`)).toBe(10);
    const methods = samplesOf(text, 'tollgate_method_requests_total');
    const ofMethod = `${stage},resource="/pets",method="GET",status="2xx"`;
    expect(methods.get(`tollgate_method_requests_total{${ofMethod}}`)).toBe(7);
    expect(
      samplesOf(text, 'tollgate_refusals_total').get('tollgate_refusals_total{code="key.missing"}'),
    ).toBe(3);
  });

  test('a port of their own shows the same, and nothing else', async () => {
    const port = system.gateway.metricsPort!;
    expect([...readPrometheusText(await textAt(port)).keys()].sort()).toEqual(
      [...readPrometheusText(await textAt(system.gateway.adminPort)).keys()].sort(),
    );
    expect((await fetch(`http://127.0.0.1:${port}/_tollgate/status`)).status).toBe(404);
  });

  test('callers do not see them on the ports of traffic', async () => {
    expect((await call(system.gateway.httpPort, '/_tollgate/metrics', { host: '127.0.0.1' })).status).toBe(
      403,
    );
  });

  test('how the gateway is can be read: feed, metering, what waits and what was lost', async () => {
    const text = await textAt(system.gateway.adminPort);
    const valueOf = (series: string) => samplesOf(text, series.split('{')[0]!).get(series);
    expect(valueOf('tollgate_gateway_ready')).toBe(1);
    expect(valueOf('tollgate_feed_connected')).toBe(1);
    expect(valueOf('tollgate_gateway_stages')).toBe(1);
    expect(valueOf('tollgate_feed_applied_seq')).toBe(system.gateway.state().appliedSeq);
    expect(valueOf('tollgate_metering_permits')).toBe(0);
    expect(valueOf('tollgate_journal_bytes')).toBeGreaterThanOrEqual(0);
    expect(valueOf('tollgate_observations_lost_blocks_total{kind="metrics",reason="dropped"}')).toBe(0);
  });

  test('ten thousand unknown hosts, stages and paths make no new series', async () => {
    const series = async () => {
      const text = await textAt(system.gateway.adminPort);
      return [...readPrometheusText(text).values()].flatMap(({ samples }) => [...samples.keys()]).sort();
    };
    await system.call('/dev/unknown');
    await system.call('/unknown/x');
    await system.call('/x', { host: 'unknown.example' });
    await untilShown(system.gateway.adminPort, `tollgate_requests_total{${stage},status="4xx"}`, 4);
    const before = await series();
    for (let round = 0; round < 50; round++) {
      const calls = Array.from({ length: 67 }, (_, index) => `${round}-${index}`).flatMap((name) => [
        system.call(`/dev/${name}`),
        system.call(`/${name}/x`),
        system.call('/x', { host: `${name}.example` }),
      ]);
      await Promise.all(calls);
    }
    await untilShown(system.gateway.adminPort, `tollgate_requests_total{${stage},status="4xx"}`, 4 + 50 * 67);
    expect(await series()).toEqual(before);
  });

  const hasPromtool = spawnSync('promtool', ['--version']).status === 0;
  // CI has it; elsewhere the parser of libs/testing alone reads the text.
  (hasPromtool ? test : test.skip)('Prometheus’ own promtool finds nothing wrong with them', async () => {
    const input = await textAt(system.gateway.adminPort);
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
      input,
      encoding: 'utf8',
    });
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' });
  });
});

describe('of several processes behind one port', () => {
  afterEach(stopProcesses);

  test('are those of each, told apart, and of the Node processes', async () => {
    const controlPlane = await startFakeControlPlane();
    const dataDir = await mkdtemp(join(tmpdir(), 'tollgate-measured-gateways-'));
    const [port, adminPort, metricsPort] = [await freePort(), await freePort(), await freePort()];
    const primary = startProcess('apps/gateway/src/main.ts', {
      env: {
        TOLLGATE_CONTROL_PLANE_URL: controlPlane.url,
        TOLLGATE_GATEWAY_TOKEN: controlPlane.token,
        TOLLGATE_DATA_DIR: dataDir,
        TOLLGATE_GATEWAY_HTTP_PORT: String(port),
        TOLLGATE_GATEWAY_HTTPS_PORT: '0',
        TOLLGATE_GATEWAY_ADMIN_PORT: String(adminPort),
        TOLLGATE_METRICS_PORT: String(metricsPort),
        TOLLGATE_GATEWAY_PROCESSES: '2',
        NODE_OPTIONS: '--import=./test/support/run-sources.mjs',
      },
    });
    await primary.waitForOutput(/the gateway listens.*"processes":2|"processes":2.*the gateway listens/);
    const digest = controlPlane.publishSnapshot(snapshot({ '/pets': { GET: mockMethod('{}') } }));
    const seq = controlPlane.publish('stage', `${apiId}/dev`, stageOf(digest, { observability }));
    const serving = () => controlPlane.acknowledgements.filter(({ appliedSeq }) => appliedSeq >= seq);
    await waitFor(() => new Set(serving().map(({ gatewayId }) => gatewayId)).size === 2, patient);
    // A connection each, which go to the processes in turn.
    for (let times = 0; times < 10; times++) await call(port, '/dev/pets');
    await untilShown(metricsPort, `tollgate_requests_total{${stage},status="2xx",process="1"}`, 5);
    const text = await untilShown(
      metricsPort,
      `tollgate_requests_total{${stage},status="2xx",process="2"}`,
      5,
    );
    for (const process of ['1', '2', 'primary']) {
      const series = `process_resident_memory_bytes{process="${process}"}`;
      expect(samplesOf(text, 'process_resident_memory_bytes').get(series)).toBeGreaterThan(0);
    }
    expect(samplesOf(await textAt(adminPort), 'tollgate_gateway_ready').size).toBe(2);
    await primary.stop();
    await controlPlane.goAway();
    await rm(dataDir, { recursive: true, force: true });
  });
});

test('totals are as old as what was handed in last, which is younger than a scrape', () => {
  expect(handInEveryMs).toBeLessThan(15_000);
});
