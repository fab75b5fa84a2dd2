import { countersOf, parseMetricsBlock, type MetricsRow } from '#libs/metrics';
import type { ConnectionFacts } from '../invocation/connection-event.js';
import type { RequestRecord } from '../invocation/record/request-record.js';
import { completeRecord, routeOf, stageNamed } from '../testing/counted-records.js';
import { apiFamilies } from './api-families.js';
import { RequestMetrics } from './request-metrics.js';

const minute = 29_700_000;
const startMs = minute * 60_000;
const detailed = { metricsEnabled: true, loggingLevel: 'OFF', dataTraceEnabled: false } as const;
const stage = stageNamed('w1', 'chat', 'Chat', 'WEBSOCKET');

function counting() {
  const rows: MetricsRow[] = [];
  const observations = {
    hand(_: string, block: Uint8Array) {
      const read = parseMetricsBlock(block);
      if (!read.ok) throw new Error(read.problem);
      rows.push(...read.value);
    },
  };
  const clock = { nowMs: startMs };
  const metrics = new RequestMetrics({ observations, nowMs: () => clock.nowMs, findStage: () => stage });
  const read = (members: Partial<RequestRecord>) =>
    metrics.read(completeRecord(stage, { receivedAtMs: clock.nowMs, ...members }));
  const handIn = (): void => {
    metrics.countConnections();
    metrics.handIn();
  };
  /** By name, without those that are 0. */
  const countsOf = (set: 'WebSocketApi' | 'ApiKey', of: (row: MetricsRow) => boolean = () => true) => {
    const sums: Record<string, number> = {};
    for (const row of rows.filter(({ source }) => source.set === set).filter(of)) {
      countersOf(set).forEach(({ name }, index) => {
        const count = row.counters[index]!;
        if (count > 0) sums[name] = (sums[name] ?? 0) + count;
      });
    }
    return sums;
  };
  return { metrics, rows, clock, read, handIn, countsOf };
}

const ofStage = ({ source }: MetricsRow): boolean => source.set !== 'ApiKey' && source.method === null;
const refusal = (code: string) => ({ code, type: null, reason: '' }) as RequestRecord['refusal'];

function connection(members: Partial<ConnectionFacts['found']> = {}) {
  const found = {
    authorizer: null,
    principalId: null,
    apiKeyId: null,
    usagePlanId: null,
    apiKeyDigest: null,
    names: null,
    ...members,
  };
  return { facts: { apiId: 'w1', stageName: 'chat', found } as unknown as ConnectionFacts };
}

test('handshakes, messages in both directions and their errors count under AWS’s names', () => {
  const { read, handIn, countsOf, rows } = counting();
  read({ eventType: 'CONNECT', integrationSentAfterMs: 1, integrationEndedAfterMs: 9 });
  read({ eventType: 'CONNECT', status: 403, refusal: refusal('key.missing') });
  read({ eventType: 'CONNECT', status: 401, integrationStatus: 200 });
  read({ eventType: 'MESSAGE', bytesIn: 10 });
  read({ eventType: 'MESSAGE', bytesIn: 10, bytesOut: 5 });
  read({ eventType: 'MESSAGE', bytesOut: 90, status: 429, refusal: refusal('quota.day') });
  read({ eventType: 'MESSAGE', bytesOut: 90, status: 504, refusal: refusal('integration.timeout') });
  read({ eventType: 'MESSAGE', bytesOut: 90, status: 502, refusal: refusal('function.error') });
  read({ eventType: 'MESSAGE', integrationStatus: 500 });
  read({ eventType: 'DISCONNECT' });
  handIn();
  expect(countsOf('WebSocketApi', ofStage)).toEqual({
    ConnectCount: 2,
    MessageCount: 10,
    IntegrationError: 3,
    ClientError: 2,
    ExecutionError: 1,
  });
  expect(rows[0]).toMatchObject({ minute, source: { set: 'WebSocketApi', apiId: 'w1', stageName: 'chat' } });
  expect(rows[0]!.latencies.map(({ count, sum }) => [count, sum])).toEqual([[1, 8]]);
});

test('a message that was posted counts, and no other request for a connection', () => {
  const { read, handIn, countsOf } = counting();
  read({ httpMethod: 'POST', bytesIn: 12 });
  read({ httpMethod: 'POST', status: 410, bytesIn: 12 });
  read({ httpMethod: 'GET' });
  read({ httpMethod: 'DELETE', status: 204 });
  handIn();
  expect(countsOf('WebSocketApi')).toEqual({ MessageCount: 1 });
});

test('a route with detailed metrics counts by itself, and its stage counts it, too', () => {
  const { read, handIn, countsOf, rows } = counting();
  read({ eventType: 'MESSAGE', method: routeOf('join'), observed: detailed });
  read({ eventType: 'MESSAGE', method: routeOf('$default') });
  handIn();
  expect(countsOf('WebSocketApi', ofStage)).toEqual({ MessageCount: 2 });
  const routes = rows.flatMap(({ source }) => (source.set === 'ApiKey' ? [] : (source.method ?? [])));
  expect(routes).toEqual([{ resource: 'join', httpMethod: '' }]);
});

test('minutes of connections add up over a stage and a key, whatever the parts of a minute', () => {
  const { metrics, clock, handIn, countsOf } = counting();
  const withKey = connection({ apiKeyId: 'key0000001', usagePlanId: 'plan01' });
  const without = connection();
  metrics.connections.opened(withKey);
  metrics.connections.opened(without);
  for (let seconds = 0; seconds < 90; seconds += 5) {
    clock.nowMs += 5_000;
    handIn();
  }
  metrics.connections.closed(without);
  for (let seconds = 0; seconds < 30; seconds += 5) {
    clock.nowMs += 5_000;
    handIn();
  }
  metrics.connections.closed(withKey);
  clock.nowMs += 600_000;
  handIn();
  // 90 s of both, 30 s of one.
  expect(countsOf('WebSocketApi')).toEqual({ ConnectionMinutes: 3 });
  expect(
    countsOf('ApiKey', ({ source }) => source.set === 'ApiKey' && source.keyId === 'key0000001'),
  ).toEqual({ ConnectionMinutes: 2 });
});

test('minutes count in the minute in which they were handed in, with no message in between', () => {
  const { metrics, clock, handIn, rows } = counting();
  metrics.connections.opened(connection());
  for (let minutes = 0; minutes < 3; minutes++) {
    clock.nowMs += 60_000;
    handIn();
  }
  expect(rows.map((row) => row.minute - minute)).toEqual([1, 2, 3]);
});

test('what is not a whole minute at the end of the process is rounded', () => {
  const { metrics, clock, countsOf } = counting();
  metrics.connections.opened(connection());
  clock.nowMs += 95_000;
  metrics.stop();
  expect(countsOf('WebSocketApi')).toEqual({ ConnectionMinutes: 2 });
});

test('Prometheus sees what is open as it is, and messages and bytes in both directions', () => {
  const { metrics, read, handIn, clock } = counting();
  const first = connection();
  metrics.connections.opened(first);
  metrics.connections.opened(connection());
  read({ eventType: 'MESSAGE', bytesIn: 10, bytesOut: 5 });
  clock.nowMs += 10_000;
  handIn();
  metrics.connections.closed(first);
  const valuesOf = (name: string) =>
    [...apiFamilies(metrics).find((family) => family.name === name)!.samples].map(({ labels, value }) => [
      labels['direction'] ?? labels['stage'],
      value,
    ]);
  expect(valuesOf('tollgate_websocket_connections')).toEqual([['chat', 1]]);
  expect(valuesOf('tollgate_websocket_connection_seconds_total')).toEqual([['chat', 20]]);
  expect(valuesOf('tollgate_websocket_messages_total')).toEqual([
    ['in', 1],
    ['out', 1],
  ]);
  expect(valuesOf('tollgate_websocket_message_bytes_total')).toEqual([
    ['in', 10],
    ['out', 5],
  ]);
  expect(valuesOf('tollgate_requests_total')).toEqual([]);
});
