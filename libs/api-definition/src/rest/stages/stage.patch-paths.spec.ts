import fc from 'fast-check';
import { createStage } from './create-stage.js';
import type { PatchOperation } from '../../patch/index.js';
import { deploymentIdsIn, patchStage } from './stage.patch-paths.js';
import type { Stage } from './stage.js';

const context = { knownDeploymentIds: new Set(['dep111', 'dep222']), nowMs: 2000 };
const plain = created({});
const withCanary = created({ canarySettings: { deploymentId: 'dep222', percentTraffic: 50 } });

function created(given: Partial<Parameters<typeof createStage>[0]>): Stage {
  const stage = createStage(
    { restApiId: 'api', stageName: 'dev', deploymentId: 'dep111', ...given },
    { ...context, nowMs: 1000 },
  );
  if (!stage.ok) throw new Error(stage.error.message);
  return stage.value;
}

const patched = (stage: Stage, ...operations: PatchOperation[]): Stage => {
  const result = patchStage(stage, operations, context);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const refused = (stage: Stage, ...operations: PatchOperation[]): string => {
  const result = patchStage(stage, operations, context);
  return result.ok ? 'accepted' : `${result.error.kind}: ${result.error.message}`;
};
const replace = (path: string, value?: string): PatchOperation => ({ op: 'replace', path, value });
const remove = (path: string): PatchOperation => ({ op: 'remove', path });

// The recorded text, as one piece: missing commas and blanks are AWS's.
const listedPaths =
  '[/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, /accessLogSettings/destinationArn, /accessLogSettings/format, /{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace, /{resourcePath}/{httpMethod}/logging/loglevel, /{resourcePath}/{httpMethod}/throttling/burstLimit/{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, /{resourcePath}/{httpMethod}/caching/enabled, /{resourcePath}/{httpMethod}/caching/dataEncrypted, /{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, /{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, /*/*/metrics/enabled, /*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit /*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, /*/*/caching/requireAuthorizationForCacheControl, /*/*/caching/unauthorizedCacheControlHeaderStrategy, /variables/{variable_name}, /tracingEnabled]';
const unknownPath = (path: string) =>
  `bad-request: Invalid method setting path: ${path}. Must be one of: ${listedPaths}`;
const notSet = (path: string) =>
  `bad-request: Cannot remove method setting ${path} because there is no method setting for this method `;
const logGroupArn = 'arn:aws:logs:us-east-1:000000000000:log-group:access';

const badAccessLog =
  'bad-request: Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]';

test.each<[PatchOperation, Partial<Stage>]>([
  [replace('/deploymentId', 'dep222'), { deploymentId: 'dep222' }],
  [replace('/description', 'x'), { description: 'x' }],
  [replace('/description', ''), { description: null }],
  [replace('/tracingEnabled', 'True'), { tracingEnabled: true }],
  [replace('/tracingEnabled', 'yes'), { tracingEnabled: false }],
  [replace('/cacheClusterSize', '6.1'), { cacheClusterSize: '6.1' }],
  [replace('/clientCertificateId', 'abc'), { clientCertificateId: 'abc' }],
  [replace('/documentationVersion', 'v1'), { documentationVersion: 'v1' }],
  [replace('/variables/color', 'red'), { variables: { color: 'red' } }],
  [
    { op: 'add', path: '/accessLogSettings/format', value: '$context.requestId' },
    { accessLogSettings: { format: '$context.requestId', destinationArn: null } },
  ],
  [
    replace('/accessLogSettings/destinationArn', logGroupArn),
    { accessLogSettings: { format: null, destinationArn: logGroupArn } },
  ],
])('%j is applied', (operation, change) => {
  expect(patched(plain, operation)).toEqual({ ...plain, ...change, lastUpdatedAtMs: 2000 });
});

test.each<[PatchOperation, string]>([
  [replace('/deploymentId', 'none'), 'not-found: Invalid Deployment identifier specified'],
  [replace('/tags/tag1', 'v'), unknownPath('/tags/tag1')],
  [replace('/documentation_version', 'v'), unknownPath('/documentation_version')],
  [replace('/test/NOPE/metrics/enabled', 'true'), unknownPath('/test/NOPE/metrics/enabled')],
  [replace('/canarySettings', '{}'), unknownPath('/canarySettings')],
  [replace('/canarySettings/wrong', '1'), unknownPath('/canarySettings/wrong')],
  [remove('/variables/none'), notSet('variables/none')],
  [remove('/accessLogSettings'), notSet('accessLogSettings')],
  [remove('/accessLogSettings/destinationArn'), notSet('accessLogSettings/destinationArn')],
  [remove('/*/*'), notSet('*/*')],
  [remove('/canarySettings'), notSet('canarySettings')],
  [remove('/canarySettings/stageVariableOverrides'), notSet('canarySettings/stageVariableOverrides')],
  [remove('/nothing'), notSet('nothing')],
  [replace('/accessLogSettings/format', ''), 'bad-request: Access Log value must not be empty'],
  [
    replace('/accessLogSettings/format', '$context.status'),
    "bad-request: Access Log format must include either $context.requestId or $context.extendedRequestId : '$context.status'",
  ],
  [
    replace('/accessLogSettings/destinationArn', 'access'),
    "bad-request: Invalid ARN specified in the request. ARNs must start with 'arn:': access",
  ],
  [replace('/accessLogSettings/wrong', 'v'), badAccessLog],
  [{ op: 'add', path: '/accessLogSettings/*', value: 'v' }, badAccessLog],
  [{ op: 'add', path: '/accessLogSettings', value: 'v' }, badAccessLog],
  [
    { op: 'add', path: '/canarySettings/deploymentId', value: 'dep222' },
    'bad-request: Invalid add operation with path: /canarySettings/deploymentId',
  ],
  [replace('/canarySettings/deploymentId', 'none'), 'bad-request: Deployment id does not exist'],
  [
    { op: 'copy', path: '/wrong', from: '/canarySettings/deploymentId' },
    'bad-request: Invalid copy operation with path: /wrong and from /canarySettings/deploymentId. Valid copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]',
  ],
  [
    { op: 'copy', path: '/deploymentId', from: '/canarySettings/deploymentId' },
    'bad-request: Promotion not available. Canary does not exist.',
  ],
  [
    replace('/variables/a-b', 'x'),
    'bad-request: Invalid stage variable name: a-b.  Please use names with only word characters.',
  ],
  [
    replace('/variables/a', ''),
    "bad-request: Invalid stage variable value: .  Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.",
  ],
])('%j is refused', (operation, message) => {
  expect(refused(plain, operation)).toBe(message);
});

const defaults = {
  metricsEnabled: false,
  loggingLevel: null,
  dataTraceEnabled: false,
  throttlingBurstLimit: 5000,
  throttlingRateLimit: 10_000,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
};

test.each([
  ['metrics/enabled', 'true', { metricsEnabled: true }],
  ['logging/dataTrace', 'true', { dataTraceEnabled: true }],
  ['logging/loglevel', 'INFO', { loggingLevel: 'INFO' }],
  ['throttling/burstLimit', '7', { throttlingBurstLimit: 7 }],
  ['throttling/rateLimit', '0.5', { throttlingRateLimit: 0.5 }],
  ['caching/enabled', 'true', { cachingEnabled: true }],
  ['caching/ttlInSeconds', '3600', { cacheTtlInSeconds: 3600 }],
  ['caching/dataEncrypted', 'true', { cacheDataEncrypted: true }],
  ['caching/requireAuthorizationForCacheControl', 'false', { requireAuthorizationForCacheControl: false }],
  [
    'caching/unauthorizedCacheControlHeaderStrategy',
    'FAIL_WITH_403',
    { unauthorizedCacheControlHeaderStrategy: 'FAIL_WITH_403' },
  ],
])('the first patch of %s makes an entry with all defaults', (setting, value, change) => {
  expect(patched(plain, replace(`/test/GET/${setting}`, value)).methodSettings).toEqual({
    'test/GET': { ...defaults, ...change },
  });
});

test.each([
  ['logging/loglevel', 'LOUD'],
  ['throttling/burstLimit', '1.5'],
  ['throttling/rateLimit', ''],
  ['throttling/rateLimit', '-2'],
  ['caching/ttlInSeconds', '3601'],
  ['caching/ttlInSeconds', '-1'],
  ['caching/ttlInSeconds', '1.5'],
  ['caching/unauthorizedCacheControlHeaderStrategy', 'x'],
])('%s refuses the value "%s"', (setting, value) => {
  expect(refused(plain, replace(`/*/*/${setting}`, value))).toMatch(/^bad-request: Invalid/);
});

test('keys are shown as sent, and one method has one entry however it is spelled', () => {
  const stage = patched(
    plain,
    replace('/~1pets~1{id}/GET/throttling/rateLimit', '3'),
    replace('/pets/{id}/GET/throttling/burstLimit', '4'),
    replace('/~1/POST/metrics/enabled', 'true'),
  );
  expect(stage.methodSettings).toEqual({
    '~1pets~1{id}/GET': { ...defaults, throttlingRateLimit: 3, throttlingBurstLimit: 4 },
    '~1/POST': { ...defaults, metricsEnabled: true },
  });
  expect(patched(stage, remove('/pets/{id}/GET'), remove('//POST')).methodSettings).toEqual({});
});

test('a new entry inherits what every method has; later changes for every method leave it alone', () => {
  const stage = patched(
    plain,
    replace('/*/*/caching/enabled', 'true'),
    replace('/test/GET/throttling/burstLimit', '124'),
    replace('/*/*/caching/enabled', 'false'),
  );
  expect(stage.methodSettings).toEqual({
    '*/*': { ...defaults, cachingEnabled: false },
    'test/GET': { ...defaults, cachingEnabled: true, throttlingBurstLimit: 124 },
  });
});

test('removing the last variable makes the member absent', () => {
  const stage = patched(plain, replace('/variables/a', 'x'));
  expect(patched(stage, remove('/variables/a')).variables).toBeNull();
});

test.each<[PatchOperation, object]>([
  [replace('/canarySettings/percentTraffic', '12.5'), { percentTraffic: 12.5 }],
  [replace('/canarySettings/deploymentId', 'dep222'), { deploymentId: 'dep222' }],
  [replace('/canarySettings/useStageCache', 'true'), { useStageCache: true }],
  [replace('/canarySettings/stageVariableOverrides/a', 'b'), { stageVariableOverrides: { a: 'b' } }],
])('%j makes a canary where there is none', (operation, change) => {
  expect(patched(plain, operation).canarySettings).toEqual({
    deploymentId: 'dep111',
    percentTraffic: 0,
    stageVariableOverrides: null,
    useStageCache: false,
    ...change,
  });
});

test.each(['-1', '100.1', 'all'])('percentTraffic %s is refused', (value) => {
  expect(refused(plain, replace('/canarySettings/percentTraffic', value))).toMatch(/^bad-request/);
});

test('a promotion takes the deployment, merges the overrides, and leaves the canary', () => {
  const stage = patched(
    withCanary,
    replace('/variables/kept', '1'),
    replace('/variables/both', 'stage'),
    replace('/canarySettings/stageVariableOverrides/both', 'canary'),
    replace('/canarySettings/percentTraffic', '0.0'),
    { op: 'copy', path: '/deploymentId', from: '/canarySettings/deploymentId' },
    { op: 'copy', path: '/variables', from: '/canarySettings/stageVariableOverrides' },
  );
  expect(stage).toMatchObject({
    deploymentId: 'dep222',
    variables: { kept: '1', both: 'canary' },
    canarySettings: { deploymentId: 'dep222', percentTraffic: 0 },
  });
});

test('a replace before a copy makes the canary that the copy needs', () => {
  const stage = patched(plain, replace('/canarySettings/percentTraffic', '0.0'), {
    op: 'copy',
    path: '/deploymentId',
    from: '/canarySettings/deploymentId',
  });
  expect(stage.deploymentId).toBe('dep111');
});

test('one override goes, the canary stays; removing the canary drops all', () => {
  const stage = patched(withCanary, replace('/canarySettings/stageVariableOverrides/a', 'b'));
  expect(patched(stage, remove('/canarySettings/stageVariableOverrides/a')).canarySettings).toMatchObject({
    stageVariableOverrides: null,
    percentTraffic: 50,
  });
  expect(patched(stage, remove('/canarySettings')).canarySettings).toBeNull();
});

test('the deployments to look up are those that the operations name', () => {
  expect(
    deploymentIdsIn([
      replace('/deploymentId', 'a'),
      replace('/canarySettings/deploymentId', 'b'),
      replace('/x', 'c'),
    ]),
  ).toEqual(['a', 'b']);
});

test('a stage has at most 100 variables', () => {
  const variable = (_: unknown, index: number) => replace(`/variables/v${index}`, 'x');
  expect(refused(plain, ...Array.from({ length: 100 }, variable))).toBe('accepted');
  expect(refused(plain, ...Array.from({ length: 101 }, variable))).toMatch(/^limit-exceeded/);
});

test('no path or value, however odd, makes the patch throw or change the stage it was given', () => {
  const before = JSON.stringify(withCanary);
  const words = [
    'deploymentId',
    'variables',
    'canarySettings',
    '*',
    'GET',
    'metrics',
    'enabled',
    '__proto__',
    '~1',
    '',
  ];
  const segment = fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 6 }));
  const operation = fc.record({
    op: fc.constantFrom('add', 'remove', 'move', 'test', 'replace', 'copy'),
    path: fc.option(fc.array(segment, { maxLength: 6 }).map((parts) => `/${parts.join('/')}`)),
    value: fc.option(fc.string({ maxLength: 8 })),
    from: fc.option(
      fc.constantFrom('/canarySettings/deploymentId', '/canarySettings/stageVariableOverrides'),
    ),
  });
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 4 }), (operations) => {
      const result = patchStage(withCanary, operations, context);
      expect(result.ok || result.error.message.length > 0).toBe(true);
      expect(JSON.stringify(withCanary)).toBe(before);
    }),
  );
});
