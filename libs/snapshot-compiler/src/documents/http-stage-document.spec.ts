import type { HttpStage } from '#libs/api-definition';
import type { StageDocument } from '#libs/snapshot-format';
import { httpApiWith, httpStageWith } from '#libs/testing';
import { httpStageDocument } from './http-stage-document.js';

const bodyOf = (change: Partial<HttpStage> = {}): StageDocument => {
  const stage = {
    ...httpStageWith({ stageVariables: { backend: 'b1' }, ...change }),
    deploymentId: 'dep123',
  };
  return JSON.parse(httpStageDocument(httpApiWith(), stage, 'd'.repeat(64)).body) as StageDocument;
};

test('a stage names its snapshot, its deployment and its variables, and limits nothing by itself', () => {
  const stage = { ...httpStageWith(), deploymentId: 'dep123' };
  expect(httpStageDocument(httpApiWith(), stage, 'd')).toMatchObject({
    kind: 'stage',
    name: 'a1b2c3d4e5/$default',
    requires: [],
  });
  expect(bodyOf()).toEqual({
    formatVersion: 1,
    accountId: '000000000000',
    region: 'us-east-1',
    restApiId: 'a1b2c3d4e5',
    stageName: '$default',
    deploymentId: 'dep123',
    snapshotDigest: 'd'.repeat(64),
    variables: { backend: 'b1' },
    methodThrottles: {},
    defaultThrottle: null,
    observability: { apiName: 'pets' },
  });
});

test('throttles by route key: what a route leaves out is as for all, and only what differs is there', () => {
  const { defaultThrottle, methodThrottles } = bodyOf({
    defaultRouteSettings: { throttlingRateLimit: 10, throttlingBurstLimit: 20 },
    routeSettings: {
      'GET /pets/{id}': { throttlingRateLimit: 1 },
      $default: { detailedMetricsEnabled: true },
      'GET /free': { throttlingRateLimit: 10_000, throttlingBurstLimit: 5_000 },
    },
  });
  expect(defaultThrottle).toEqual({ ratePerSecond: 10, burst: 20 });
  expect(methodThrottles).toEqual({
    'GET /pets/{id}': { ratePerSecond: 1, burst: 20 },
    'GET /free': { ratePerSecond: 10_000, burst: 5_000 },
  });
});

test('a rate of nothing lets nothing through', () => {
  const { defaultThrottle } = bodyOf({
    defaultRouteSettings: { throttlingRateLimit: 0, throttlingBurstLimit: 0 },
  });
  expect(defaultThrottle).toEqual({ ratePerSecond: 0, burst: 0 });
});

test('detailed metrics, of all routes but some', () => {
  const { observability } = bodyOf({
    defaultRouteSettings: { detailedMetricsEnabled: true },
    routeSettings: { 'GET /a': { detailedMetricsEnabled: false }, 'GET /b': { throttlingRateLimit: 1 } },
  });
  const [on, off] = [true, false].map((metricsEnabled) => ({
    metricsEnabled,
    loggingLevel: 'OFF',
    dataTraceEnabled: false,
  }));
  expect(observability).toEqual({ apiName: 'pets', everyMethod: on, methods: { 'GET /a': off } });
});

test('access logs once destination and format are there, and variables that no log may show', () => {
  const destinationArn = 'arn:aws:logs:us-east-1:000000000000:log-group:access';
  expect(bodyOf({ accessLogSettings: { destinationArn, format: null } }).observability).toEqual({
    apiName: 'pets',
  });
  expect(
    bodyOf({
      accessLogSettings: { destinationArn, format: '$context.requestId' },
      stageVariables: { b: '1', a: '2' },
      tags: { 'tollgate:secret-variables': 'all' },
    }).observability,
  ).toEqual({
    apiName: 'pets',
    accessLog: { destinationArn, format: '$context.requestId' },
    secretVariables: ['a', 'b'],
  });
});

test('a stage of a WebSocket API says what is in execution logs, and which certificate backends are shown', () => {
  const { observability, requires, clientCertificateId } = bodyOf({
    clientCertificateId: 'cert01',
    defaultRouteSettings: { loggingLevel: 'ERROR', dataTraceEnabled: false, detailedMetricsEnabled: true },
    routeSettings: {
      join: { loggingLevel: 'INFO', dataTraceEnabled: true },
      leave: { throttlingRateLimit: 1 },
      $connect: { loggingLevel: 'OFF', detailedMetricsEnabled: false },
    },
  });
  expect(observability).toEqual({
    apiName: 'pets',
    everyMethod: { metricsEnabled: true, loggingLevel: 'ERROR', dataTraceEnabled: false },
    methods: {
      $connect: { metricsEnabled: false, loggingLevel: 'OFF', dataTraceEnabled: false },
      join: { metricsEnabled: true, loggingLevel: 'INFO', dataTraceEnabled: true },
    },
  });
  expect(requires).toEqual(['client-certificates']);
  expect(clientCertificateId).toBe('cert01');
});

test('the tags of its API that gateways understand are its own', () => {
  const stage = { ...httpStageWith(), deploymentId: 'dep123' };
  const tags = { 'tollgate:http2-backends': 'on', 'tollgate:tell-reasons': 'on', other: 'on' };
  const { body } = httpStageDocument(httpApiWith({ tags }), stage, 'd');
  expect(JSON.parse(body)).toMatchObject({ http2Backends: true, tellsReasons: true });
});
