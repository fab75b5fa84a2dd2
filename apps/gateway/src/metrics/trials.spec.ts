import { parseMetricsBlock, type ApiMetricsSource, type MetricsRow } from '#libs/metrics';
import type { ActiveStage } from '../invocation/active-stage.js';
import { completeRecord, stageNamed, stageOnTrial } from '../testing/counted-records.js';
import { requestFamilies } from './request-families.js';
import { RequestMetrics } from './request-metrics.js';

const startMs = 29_700_000 * 60_000;

function counting(trials: readonly ActiveStage[], seriesMax?: number) {
  const blocks: MetricsRow[][] = [];
  const observations = {
    hand(_: string, block: Uint8Array) {
      const read = parseMetricsBlock(block);
      if (!read.ok) throw new Error(read.problem);
      blocks.push(read.value);
    },
  };
  const options = { observations, nowMs: () => startMs, trials: () => trials };
  const metrics = new RequestMetrics({ ...options, ...(seriesMax !== undefined && { seriesMax }) });
  const serve = (stage: ActiveStage, status = 200) =>
    metrics.read(completeRecord(stage, { receivedAtMs: startMs, status }));
  return { metrics, blocks, serve };
}
/** `dev/Canary 7 canary: 3 requests`, without what other rows are of. */
const shown = (rows: readonly MetricsRow[]) =>
  rows.map(({ source, counters }) => {
    const { stageName, trial } = source as ApiMetricsSource;
    return `${stageName} ${trial ? `${trial.id} ${trial.side}` : 'none'}: ${counters[0]}`;
  });

test('what canary and base serve is counted for their trial, the base last, as it says that all is said', () => {
  const { base, canary } = stageOnTrial('a1', 7);
  const { metrics, blocks, serve } = counting([base]);
  serve(base);
  serve(canary, 500);
  serve(canary);
  serve(stageNamed('a2', 'other'));
  metrics.handIn();
  expect(shown(blocks[0]!)).toEqual(['prod/Canary 7 canary: 2', 'other none: 1', 'prod 7 base: 1']);
});

test('a trial without requests is reported, again and again, until it ends', () => {
  const { base } = stageOnTrial('a1', 7);
  const trials = [base];
  const { metrics, blocks } = counting(trials);
  metrics.handIn();
  metrics.handIn();
  expect(blocks.map(shown)).toEqual([['prod 7 base: 0'], ['prod 7 base: 0']]);
  trials.pop();
  metrics.handIn();
  expect(blocks).toHaveLength(2);
});

test('a gateway that stops says that it serves the trial no more', () => {
  const { base, canary } = stageOnTrial('a1', 7);
  const { metrics, blocks, serve } = counting([base]);
  serve(canary);
  metrics.stop();
  expect(blocks[0]!.map(({ source }) => (source as ApiMetricsSource).trial)).toEqual([
    { id: 7, side: 'canary' },
    { id: 7, side: 'base', isLast: true },
  ]);
});

test('requests that began in the trial before count for that', () => {
  const before = stageOnTrial('a1', 7);
  const { base, canary } = stageOnTrial('a1', 8);
  const { metrics, blocks, serve } = counting([base]);
  serve(canary);
  serve(before.canary);
  metrics.handIn();
  expect(shown(blocks[0]!)).toEqual(['prod/Canary 8 canary: 1', 'prod/Canary 7 canary: 1', 'prod 8 base: 0']);
});

test('where series are no more told apart, those of trials are', () => {
  const { base, canary } = stageOnTrial('a1', 7);
  const { metrics, blocks, serve } = counting([base], 1);
  serve(stageNamed('a2', 'one'));
  serve(stageNamed('a3', 'two'));
  serve(canary);
  metrics.handIn();
  expect(shown(blocks[0]!)).toEqual([
    'one none: 1',
    '(other) none: 1',
    'prod/Canary 7 canary: 1',
    'prod 7 base: 0',
  ]);
});

test('Prometheus sees one stage and one canary, whatever the number of trials', () => {
  const trials = [7, 8, 9].map((id) => stageOnTrial('a1', id));
  const { metrics, serve } = counting([trials[2]!.base]);
  for (const { base, canary } of trials) {
    serve(base);
    serve(base);
    serve(canary);
    metrics.handIn();
  }
  const requests = requestFamilies(metrics).find(({ name }) => name === 'tollgate_requests_total')!;
  const good = [...requests.samples].flatMap(({ labels, value }) =>
    labels['status'] === '2xx' ? [`${labels['stage']}: ${value}`] : [],
  );
  expect(good.sort()).toEqual(['prod/Canary: 3', 'prod: 6']);
});
