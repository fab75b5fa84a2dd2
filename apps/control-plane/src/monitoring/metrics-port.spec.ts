import { createServer, connect } from 'node:net';
import { once } from 'node:events';
import { publishedDocuments } from '#libs/persistence';
import { sealDocument } from '#libs/snapshot-format';
import { readPrometheusText, waitFor } from '#libs/testing';
import { createFakeGateway } from '../testing/fake-gateway.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';
import { MetricsPort } from './metrics-port.js';

const env = { TOLLGATE_CONTROL_PLANE_METRICS_PORT: '0' };
const read = async (plane: TestControlPlane) => {
  const response = await fetch(`http://127.0.0.1:${plane.app.get(MetricsPort).port}/_tollgate/metrics`);
  const families = readPrometheusText(await response.text());
  return (series: string) => families.get(series.split('{')[0]!)?.samples.get(series);
};

describe('with a port for metrics', () => {
  let plane: TestControlPlane;
  beforeAll(async () => {
    plane = await startControlPlane({ env });
  });
  afterAll(() => plane.close());

  test('calls are counted by class of status, those of gateways apart', async () => {
    const before = await read(plane);
    for (let times = 0; times < 3; times++) await plane.signedFetch('/restapis');
    await fetch(`${plane.url}/restapis`);
    await createFakeGateway(plane, 'g').acknowledge({ appliedSeq: 0 });
    const grown = async (from: string, status: string) => {
      const series = `tollgate_management_requests_total{from="${from}",status="${status}"}`;
      return (await read(plane))(series)! - before(series)!;
    };
    expect(await grown('client', '2xx')).toBe(3);
    expect(await grown('client', '4xx')).toBe(1);
    expect(await grown('gateway', '2xx')).toBe(1);
  });

  test('gateways that follow the feed are counted, and how far the last one is behind', async () => {
    const gateway = createFakeGateway(plane, 'behind');
    await gateway.acknowledge({ appliedSeq: 0 });
    await plane.database.write((uow) =>
      publishedDocuments.replace(uow, {
        subject: 's',
        documents: ['a/1', 'a/2', 'a/3'].map((name) => sealDocument('stage', name, {} as never)),
      }),
    );
    const valueOf = await read(plane);
    const seq = valueOf('tollgate_feed_seq')!;
    expect(seq).toBeGreaterThanOrEqual(3);
    expect(valueOf('tollgate_gateways_connected')).toBeGreaterThanOrEqual(1);
    expect(valueOf('tollgate_feed_lag_documents')).toBe(seq);
    await gateway.kill();
    await waitFor(async () => (await read(plane))('tollgate_feed_lag_documents') === 0);
  });

  test('each pool of connections is shown', async () => {
    const valueOf = await read(plane);
    for (const pool of ['management', 'gateways']) {
      const open = ['busy', 'idle'].map((state) =>
        valueOf(`tollgate_database_connections{pool="${pool}",state="${state}"}`)!,
      );
      expect(open[0]! + open[1]!).toBeGreaterThan(0);
      expect(valueOf(`tollgate_database_waiting{pool="${pool}"}`)).toBe(0);
    }
  });

  test('the port that is for everybody shows none', async () => {
    expect((await fetch(`${plane.url}/_tollgate/metrics`)).status).toBe(403);
    expect((await plane.signedFetch('/_tollgate/metrics')).status).toBe(403);
  });
});

test('without one nothing listens', async () => {
  const plane = await startControlPlane();
  expect(plane.app.get(MetricsPort).port).toBeNull();
  await plane.close();
});

test('while Postgres is away the rest is shown', async () => {
  let isAway = false;
  const relay = createServer((socket) => {
    if (isAway) return socket.destroy();
    const target = connect(Number(relayed.port || 5432), relayed.hostname);
    socket.pipe(target).pipe(socket);
    for (const end of [socket, target]) {
      ends.add(end);
      end.on('error', () => end.destroy());
    }
  });
  const ends = new Set<{ destroy(): unknown }>();
  let relayed = new URL('http://x');
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const plane = await startControlPlane({
    env,
    databaseUrlOf: (url) => {
      relayed = new URL(url);
      const through = new URL(url);
      through.hostname = '127.0.0.1';
      through.port = String((relay.address() as { port: number }).port);
      return through.href;
    },
  });
  expect((await read(plane))('tollgate_feed_seq')).toBe(0);
  isAway = true;
  for (const end of ends) end.destroy();
  const valueOf = await read(plane);
  expect(valueOf('tollgate_feed_seq')).toBeUndefined();
  expect(valueOf('tollgate_management_requests_total{from="client",status="5xx"}')).toBe(0);
  expect(valueOf('process_resident_memory_bytes')).toBeGreaterThan(0);
  isAway = false;
  await plane.close();
  relay.close();
});
