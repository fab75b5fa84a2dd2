import { family } from '#libs/metrics';
import { readPrometheusText } from '#libs/testing';
import { silentLogger } from '../silent-logger.js';
import { listenForMetrics, metricsPath, type MetricsListener } from './listen-for-metrics.js';
import { watchProcess } from './process-metrics.js';
import { renderInTurns } from './render-in-turns.js';

let listener: MetricsListener;
let read: () => Promise<string>;
const get = (path: string) => fetch(`http://127.0.0.1:${listener.port}${path}`);

beforeAll(async () => {
  listener = await listenForMetrics({ host: '127.0.0.1', port: 0, read: () => read(), log: silentLogger });
});
afterAll(() => listener.close());

test('a process shows itself and what it counts as text that Prometheus reads', async () => {
  const readProcess = watchProcess();
  read = async () => renderInTurns([...(await readProcess()), family('tollgate_gateway_ready', [[{}, 1]])]);
  const response = await get(`${metricsPath}?match=all`);
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
  const families = readPrometheusText(await response.text());
  expect(families.get('tollgate_gateway_ready')?.samples.get('tollgate_gateway_ready')).toBe(1);
  for (const name of [
    'process_cpu_seconds_total',
    'process_resident_memory_bytes',
    'nodejs_eventloop_lag_p99_seconds',
  ])
    expect(families.get(name)?.samples.get(name)).toBeGreaterThanOrEqual(0);
});

test('there is nothing else on the port', async () => {
  read = () => Promise.resolve('');
  for (const path of ['/', '/_tollgate/status', '/_tollgate/metrics/x', '/metrics']) {
    expect((await get(path)).status).toBe(404);
  }
});

test('what cannot be read is said to be so, and the next reading is served', async () => {
  read = () => Promise.reject(new Error('postgres://user:secret@host'));
  const failed = await get(metricsPath);
  expect([failed.status, await failed.text()]).toEqual([500, 'metrics could not be read: see the log\n']);
  read = () => Promise.resolve('');
  expect((await get(metricsPath)).status).toBe(200);
});

test('a port that is taken is an error of the start', async () => {
  const taken = listenForMetrics({ host: '127.0.0.1', port: listener.port, read, log: silentLogger });
  await expect(taken).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('many numbers are rendered in turns: others are served in between', async () => {
  const samples = Array.from({ length: 20_000 }, (_, index) => [{ state: String(index) }, index] as const);
  const rendering = renderInTurns([family('tollgate_queue_jobs', samples)]);
  let turns = 0;
  let text: string | null = null;
  void rendering.then((rendered) => (text = rendered));
  for (; text === null; turns++) await new Promise((resolve) => setImmediate(resolve));
  expect(turns).toBeGreaterThanOrEqual(10);
  expect(readPrometheusText(await rendering).get('tollgate_queue_jobs')!.samples.size).toBe(20_000);
});
