import { readExplanations, printExplanation, type Explanation } from '#libs/explanations';
import { readLogBlock } from '#libs/log-events';
import { parseMetricsBlock } from '#libs/metrics';
import { captureBlockContext, readCapturedRequests } from '#libs/observations';
import { createGatewaySeal } from '#libs/snapshot-format';
import { readPrometheusText, startTestCollector, waitFor, type TestCollector } from '#libs/testing';
import { deployWithCanary, toBase, toCanary } from '../testing/canary-stage.js';
import { apiId, mockMethod, snapshot } from '../testing/documents.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';
import { ExplainedRequests } from './explain/explained-requests.js';

// Logs, metrics, explanations and captures tell a canary's requests from those of its stage: 2 and 3 of them.
// Sampled, so that its spans are exported.
const traceparent = `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`;
const logGroup = `API-Gateway-Execution-Logs_${apiId}/dev`;
const explained: Explanation[] = [];
let system: TestSystem;
let metricsText: string;
let collector: TestCollector;

beforeAll(async () => {
  const gatherer = new ExplainedRequests({
    gatewayId: 'gateway-under-test',
    sample: 1,
    observations: {
      hand(_, block) {
        const read = readExplanations(block);
        if (!('refused' in read)) explained.push(...read.explanations);
      },
    },
  });
  collector = await startTestCollector();
  const traces = {
    otlpEndpoint: collector.url,
    otlpTracesEndpoint: undefined,
    otlpHeaders: {},
    otlpTimeoutMs: 5_000,
    otelServiceName: undefined,
    otelResourceAttributes: {},
  };
  system = await startTestSystem({ recordReaders: [gatherer], traces });
  const releases = {
    base: snapshot({ '/': { GET: mockMethod('base') } }),
    canary: snapshot({ '/': { GET: mockMethod('canary') } }),
  };
  const observability = {
    apiName: 'pets',
    accessLog: {
      destinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:access',
      format: '$context.requestId $context.stage $context.deploymentId $context.isCanaryRequest',
    },
    everyMethod: { metricsEnabled: true, loggingLevel: 'INFO', dataTraceEnabled: false },
  } as const;
  await deployWithCanary(system, releases, {}, { observability });
  await system.deploy(releases.base, { stageName: 'alone', observability });
  await system.acknowledged(
    system.controlPlane.publish('capture', 'cap', {
      formatVersion: 1,
      id: 'cap',
      restApiId: apiId,
      stageName: 'dev',
      apiKeyId: null,
      requestId: null,
      untilMs: Date.now() + 3_600_000,
      requestsMax: 100,
      bodyBytesMax: 100,
    }),
  );
  for (const release of [toCanary, toCanary, toBase, toBase, toBase]) {
    await system.call('/dev', { headers: { ...release, traceparent } });
  }
  await system.call('/alone');
  await waitFor(
    async () => {
      gatherer.handIn();
      const url = `http://127.0.0.1:${system.gateway.adminPort}/_tollgate/metrics`;
      metricsText = await (await fetch(url)).text();
      return counted('alone') === 1 && explained.length === 6;
    },
    { timeoutMs: 60_000, describe: 'all were counted' },
  );
  await system.gateway.stop(1000);
});
afterAll(async () => {
  await system.stop().catch(() => undefined);
  await collector.close();
});

/** Good answers of a stage, by the metrics as they were read last. */
function counted(stage: string): number | undefined {
  const samples = readPrometheusText(metricsText).get('tollgate_requests_total')?.samples ?? [];
  const label = `stage="${stage}"`;
  return [...samples].find(([name]) => name.includes(label) && name.includes('status="2xx"'))?.[1];
}

const groups = () => {
  const counts = new Map<string, number>();
  for (const block of system.controlPlane.observed('logs')) {
    const read = readLogBlock(block);
    if ('refused' in read) throw new Error(read.refused);
    for (const { group, events } of read.sections) counts.set(group, (counts.get(group) ?? 0) + events);
  }
  return counts;
};

test('access and execution logs of a canary have groups of their own', () => {
  const counts = groups();
  expect([counts.get('access'), counts.get('access/Canary')]).toEqual([4, 2]);
  expect([...counts.keys()].filter((group) => group.startsWith(logGroup)).sort()).toEqual([
    logGroup,
    `${logGroup}/Canary`,
  ]);
});

test('metrics of a canary are under <stage>/Canary, by stage and by method, and not under the stage too', () => {
  const counts = new Map<string, number>();
  for (const block of system.controlPlane.observed('metrics')) {
    const read = parseMetricsBlock(block);
    if (!read.ok) throw new Error(read.problem);
    for (const { source, counters } of read.value) {
      if (source.set !== 'RestApi') continue;
      const name = `${source.stageName}${source.method ? ` ${source.method.resource}` : ''}`;
      counts.set(name, (counts.get(name) ?? 0) + counters[0]!);
    }
  }
  expect(Object.fromEntries(counts)).toEqual({
    'dev/Canary': 2,
    'dev/Canary /': 2,
    dev: 3,
    'dev /': 3,
    alone: 1,
    'alone /': 1,
  });
});

test('Prometheus sees them so, too', () => {
  expect([counted('dev'), counted('dev/Canary'), counted('alone')]).toEqual([3, 2, 1]);
});

test('an explanation says which release it was, and that one was chosen', () => {
  const served = explained.map((explanation) => explanation.served!);
  expect(served.map(({ stageName, deploymentId, isCanary }) => [stageName, deploymentId, isCanary])).toEqual([
    ...Array.from({ length: 2 }, () => ['dev', 'dep002', true]),
    ...Array.from({ length: 3 }, () => ['dev', 'dep001', false]),
    ['alone', 'dep001', undefined],
  ]);
  const stepsOf = ({ steps }: Explanation) => steps.slice(0, 3).map(({ name }) => name);
  expect(stepsOf(explained[0]!)).toEqual(['selectStage', 'chooseRelease', 'matchMethod']);
  expect(stepsOf(explained[5]!)).not.toContain('chooseRelease');
  expect(printExplanation(explained[0]!)).toContain(
    'stage dev, its canary on deployment dep002, method GET /',
  );
});

test('a captured request says which release it was', () => {
  const seal = createGatewaySeal(system.controlPlane.token);
  const captured = system.controlPlane.observed('captures').flatMap((block) => {
    const read = readCapturedRequests(seal.open(block.toString('latin1'), captureBlockContext)!);
    if (typeof read === 'string') throw new Error(read);
    return read;
  });
  expect(captured.map(({ deploymentId, isCanary }) => [deploymentId, isCanary])).toEqual([
    ...Array.from({ length: 2 }, () => ['dep002', true]),
    ...Array.from({ length: 3 }, () => ['dep001', false]),
  ]);
});

test('a span says which release it was', () => {
  const releases = collector
    .spans()
    .map(({ attributes }) => [attributes['tollgate.deployment_id'], attributes['tollgate.is_canary']]);
  expect(releases).toEqual([
    ...Array.from({ length: 2 }, () => ['dep002', true]),
    ...Array.from({ length: 3 }, () => ['dep001', undefined]),
  ]);
});
