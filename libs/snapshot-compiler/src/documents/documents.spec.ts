import type { ApiKey, MethodSetting, Stage, UsagePlan } from '#libs/api-definition';
import type { ApiKeyDocument, SealedDocument, StageDocument, UsagePlanDocument } from '#libs/snapshot-format';
import { accountDocument } from './account-document.js';
import { apiKeyDocument } from './api-key-document.js';
import { throttleName } from './method-throttles.js';
import { quotaDocument } from './quota-document.js';
import { stageDocument } from './stage-document.js';
import { usagePlanDocument } from './usage-plan-document.js';

const owner = { accountId: '000000000000', region: 'eu-west-1' };

const stage: Stage = {
  restApiId: 'a1b2c3d4e5',
  stageName: 'prod',
  deploymentId: 'dep123',
  description: 'not for gateways',
  createdAtMs: 1,
  lastUpdatedAtMs: 2,
  variables: { backend: 'b1' },
  documentationVersion: null,
  clientCertificateId: null,
  authorizersFlushed: 0,
  cacheEpoch: 1,
  flushedCacheNamespaces: {},
  cacheClusterEnabled: false,
  cacheClusterSize: null,
  cacheClusterStatus: 'NOT_AVAILABLE',
  tracingEnabled: false,
  accessLogSettings: null,
  canarySettings: null,
  methodSettings: {},
  tags: {},
};

const setting = (throttlingRateLimit: number, throttlingBurstLimit: number): MethodSetting => ({
  metricsEnabled: false,
  loggingLevel: null,
  dataTraceEnabled: false,
  throttlingBurstLimit,
  throttlingRateLimit,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
});

const bodyOf = <T>(document: SealedDocument): T => JSON.parse(document.body) as T;
const throttlesOf = (methodSettings: Stage['methodSettings']) => {
  const { methodThrottles, defaultThrottle } = bodyOf<StageDocument>(
    stageDocument(owner, { ...stage, methodSettings }, { own: 'd'.repeat(64) }),
  );
  return { methodThrottles, defaultThrottle };
};

test('a stage names its snapshot, its deployment and its variables, and nothing that only people read', () => {
  const document = stageDocument(owner, stage, { own: 'd'.repeat(64) }, { name: 'pets', tags: {} });
  expect(document).toMatchObject({ kind: 'stage', name: 'a1b2c3d4e5/prod' });
  expect(bodyOf(document)).toEqual({
    formatVersion: 1,
    ...owner,
    restApiId: 'a1b2c3d4e5',
    stageName: 'prod',
    deploymentId: 'dep123',
    snapshotDigest: 'd'.repeat(64),
    variables: { backend: 'b1' },
    methodThrottles: {},
    defaultThrottle: null,
    observability: { apiName: 'pets' },
  });
});

test('a change that gateways need not see leaves the bytes of a stage as they are', () => {
  const later = { ...stage, lastUpdatedAtMs: 99, description: null, tags: { a: 'b' } };
  expect(stageDocument(owner, later, { own: 'd' })).toEqual(stageDocument(owner, stage, { own: 'd' }));
});

describe('what is logged, counted and traced', () => {
  const observabilityOf = (change: Partial<Stage>) =>
    bodyOf<StageDocument>(stageDocument(owner, { ...stage, ...change }, { own: 'd' })).observability;
  const off = { ...setting(10_000, 5_000), loggingLevel: 'OFF' };
  const info = { ...off, loggingLevel: 'INFO' };

  test('an access log has a destination and a format: one without the other is none', () => {
    const accessLogSettings = {
      destinationArn: 'arn:aws:logs:eu-west-1:000000000000:log-group:g',
      format: '$context.requestId',
    };
    expect(observabilityOf({ accessLogSettings })).toEqual({ apiName: '', accessLog: accessLogSettings });
    expect(observabilityOf({ accessLogSettings: { ...accessLogSettings, format: null } })).toEqual({
      apiName: '',
    });
  });

  test('secret variables are named, by the stage’s tag', () => {
    const variables = { host: 'h', token: 't', password: 'p' };
    const of = (value: string) =>
      observabilityOf({ variables, tags: { 'tollgate:secret-variables': value } })?.secretVariables;
    expect(of('token  password other')).toEqual(['token', 'password']);
    expect(of('all')).toEqual(['host', 'token', 'password']);
    expect(of('')).toBeUndefined();
  });

  test('methods that differ from every method are named as gateways look them up', () => {
    const observability = observabilityOf({
      tracingEnabled: true,
      methodSettings: {
        '*/*': { ...info, metricsEnabled: true },
        'pets/GET': { ...info, metricsEnabled: true },
        '~1pets~1{id}/DELETE': off,
        '/GET': { ...off, loggingLevel: 'ERROR', dataTraceEnabled: true },
      },
    });
    expect(observability).toEqual({
      apiName: '',
      tracingEnabled: true,
      everyMethod: { metricsEnabled: true, loggingLevel: 'INFO', dataTraceEnabled: false },
      methods: {
        '/pets/{id}/DELETE': { metricsEnabled: false, loggingLevel: 'OFF', dataTraceEnabled: false },
        '//GET': { metricsEnabled: false, loggingLevel: 'ERROR', dataTraceEnabled: true },
      },
    });
  });
});

test('the numbers that AWS fills in limit nothing', () => {
  expect(throttlesOf({ '*/*': setting(10_000, 5_000), 'pets/GET': setting(10_000, 5_000) })).toEqual({
    defaultThrottle: null,
    methodThrottles: {},
  });
});

test('a method with other numbers than the rest has its own throttle, wider or narrower', () => {
  expect(
    throttlesOf({
      '*/*': setting(10, 20),
      'pets/GET': setting(1, 2),
      '~1pets~1{id}/PUT': setting(10_000, 5_000),
      '~1/POST': setting(10, 20),
    }),
  ).toEqual({
    defaultThrottle: { ratePerSecond: 10, burst: 20 },
    methodThrottles: {
      '/pets/GET': { ratePerSecond: 1, burst: 2 },
      '/pets/{id}/PUT': { ratePerSecond: 10_000, burst: 5_000 },
    },
  });
});

test('-1 is no limit', () => {
  expect(throttlesOf({ '*/*': setting(-1, -1) }).defaultThrottle).toBeNull();
  expect(throttlesOf({ '*/*': setting(2.5, -1) }).defaultThrottle).toEqual({ ratePerSecond: 2.5, burst: 3 });
});

test.each([
  ['pets/GET', '/pets/GET'],
  ['/pets/{id}/GET', '/pets/{id}/GET'],
  ['~1pets~1{id}/GET', '/pets/{id}/GET'],
  ['~1/GET', '//GET'],
  ['//GET', '//GET'],
  ['/GET', '//GET'],
  ['GET', null],
  ['pets/', null],
])('the throttle key %s is looked up as %s', (key, name) => {
  expect(throttleName(key)).toBe(name);
});

test('a usage plan has its limits, and those per method of its stages', () => {
  const plan: UsagePlan = {
    owner,
    id: 'plan01',
    name: 'gold',
    description: null,
    createdAtMs: 1,
    apiStages: [
      {
        restApiId: 'a1b2c3d4e5',
        stageName: 'prod',
        throttle: {
          '/pets/GET': { rateLimit: 1, burstLimit: 2 },
          '//GET': { rateLimit: null, burstLimit: null },
        },
      },
      { restApiId: 'f6g7h8i9j0', stageName: 'test', throttle: {} },
    ],
    throttle: { rateLimit: 5, burstLimit: null },
    quota: { limit: 20, offset: 0, period: 'DAY' },
    productCode: null,
    tags: {},
  };
  const document = usagePlanDocument(plan);
  expect(document).toMatchObject({ kind: 'usage-plan', name: 'plan01' });
  expect(bodyOf<UsagePlanDocument>(document)).toEqual({
    formatVersion: 1,
    ...owner,
    usagePlanId: 'plan01',
    throttle: { ratePerSecond: 5, burst: 5 },
    quota: { limit: 20, offset: 0, period: 'DAY' },
    apiStages: {
      'a1b2c3d4e5/prod': {
        methodThrottles: {
          '/pets/GET': { ratePerSecond: 1, burst: 2 },
          'GET /pets': { ratePerSecond: 1, burst: 2 },
        },
      },
      'f6g7h8i9j0/test': { methodThrottles: {} },
    },
  });
});

test('the switch for RateLimit fields is in the document only where the tag says on', () => {
  const tagged = (tags: UsagePlan['tags']) =>
    usagePlanDocument({
      owner,
      id: 'p',
      apiStages: [],
      throttle: null,
      quota: null,
      tags,
    } as unknown as UsagePlan);
  const on = tagged({ 'tollgate:rate-limit-headers': 'on' });
  expect(bodyOf<UsagePlanDocument>(on).rateLimitHeaders).toBe(true);
  expect(tagged({ 'tollgate:rate-limit-headers': 'off', team: 'on' }).body).toBe(tagged({}).body);
});

test('a stage calls its backends over HTTP/2 when the tag of its RestApi says so', () => {
  const tagged = (value: string) =>
    stageDocument(owner, stage, { own: 'd' }, { name: '', tags: { 'tollgate:http2-backends': value } });
  expect(bodyOf<StageDocument>(tagged('on')).http2Backends).toBe(true);
  expect(tagged('off').body).toBe(stageDocument(owner, stage, { own: 'd' }).body);
});

test('a stage with a web ACL is served by gateways that ask it alone', () => {
  const arn = 'arn:aws:wafv2:us-east-1:000000000000:regional/webacl/a/b';
  const tags = { 'tollgate:web-acl-arn': arn };
  const document = bodyOf<StageDocument>(stageDocument(owner, { ...stage, tags }, { own: 'd' }));
  expect(document).toMatchObject({
    webAclArn: arn,
    requires: expect.arrayContaining(['web-acls']) as unknown,
  });
});

test('an API key is named by its digest and lists its plans in one order', () => {
  const apiKey = { owner, id: 'key0000001', enabled: true, valueDigest: 'e'.repeat(64) } as ApiKey;
  const document = apiKeyDocument(apiKey, ['plan02', 'plan01']);
  expect(document).toMatchObject({ kind: 'api-key', name: 'e'.repeat(64) });
  expect(bodyOf<ApiKeyDocument>(document)).toEqual({
    formatVersion: 1,
    ...owner,
    keyId: 'key0000001',
    enabled: true,
    usagePlanIds: ['plan01', 'plan02'],
  });
});

test('an account without numbers has the default ones', () => {
  const account = {
    owner,
    cloudwatchRoleArn: 'arn:aws:iam::000000000000:role/logs',
    throttleSettings: { rateLimit: null, burstLimit: 7 },
    features: [],
    apiKeyVersion: '4',
  };
  const document = accountDocument(account);
  expect(document).toMatchObject({ kind: 'account', name: '000000000000/eu-west-1' });
  expect(bodyOf(document)).toMatchObject({ throttle: { ratePerSecond: 10_000, burst: 7 } });
  expect(bodyOf(document)).not.toHaveProperty('withoutLogsRole');
  const without = accountDocument({ ...account, cloudwatchRoleArn: null });
  expect(bodyOf(without)).toMatchObject({ withoutLogsRole: true });
});

test('two equal grants are two quota documents', () => {
  expect(quotaDocument('p', 'k', 1).digest).not.toBe(quotaDocument('p', 'k', 2).digest);
  expect(quotaDocument('p', 'k', 1).name).toBe('p/k');
});
