import { canaryNeedsStageName, deployToStage } from './deploy-to-stage.js';
import type { Stage } from './stage.js';

const given = { restApiId: 'api', stageName: 'dev', deploymentId: 'new111' };
const stageAfter = (existing: Stage | null, more: object = {}): Stage => {
  const result = deployToStage(existing, { ...given, ...more }, 2000);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const first = stageAfter(null, { deploymentId: 'old111', variables: { a: '1' }, stageDescription: 'd' });

test('a new stage has the deployment and what was given for it', () => {
  expect(first).toMatchObject({
    deploymentId: 'old111',
    variables: { a: '1' },
    description: 'd',
    methodSettings: {},
    cacheClusterStatus: 'NOT_AVAILABLE',
    canarySettings: null,
  });
});

test('an existing stage moves and keeps what was not given', () => {
  expect(stageAfter(first)).toEqual({ ...first, deploymentId: 'new111', lastUpdatedAtMs: 2000 });
  expect(stageAfter(first, { variables: { b: '2' }, tracingEnabled: true })).toMatchObject({
    variables: { b: '2' },
    tracingEnabled: true,
    description: 'd',
  });
});

test('with canary settings the stage keeps its deployment and the canary replaces the one before', () => {
  const canary = stageAfter(first, {
    canarySettings: { percentTraffic: 20, stageVariableOverrides: { x: 'y' } },
  });
  expect(canary).toMatchObject({
    deploymentId: 'old111',
    canarySettings: { deploymentId: 'new111', percentTraffic: 20, stageVariableOverrides: { x: 'y' } },
  });
  expect(stageAfter(canary, { canarySettings: {}, deploymentId: 'new222' }).canarySettings).toEqual({
    deploymentId: 'new222',
    percentTraffic: 0,
    stageVariableOverrides: null,
    useStageCache: false,
  });
});

test('while there is a canary a plain deployment goes to it', () => {
  const canary = stageAfter(first, { canarySettings: { percentTraffic: 20 } });
  expect(stageAfter(canary, { deploymentId: 'new222' })).toMatchObject({
    deploymentId: 'old111',
    canarySettings: { deploymentId: 'new222', percentTraffic: 20 },
  });
});

test('a canary deployment needs a stage that exists, and a name for it', () => {
  const result = deployToStage(null, { ...given, stageName: 'non-existing', canarySettings: {} }, 1);
  expect(result).toEqual({
    ok: false,
    error: {
      kind: 'bad-request',
      message:
        'Invalid deployment content specified.Stage non-existing must already be created before making a canary release deployment',
    },
  });
  expect([canaryNeedsStageName(null).message, canaryNeedsStageName('').message]).toEqual([
    'Invalid deployment content specified.Non null and non empty stageName must be provided for canary deployment. Provided value is null',
    'Invalid deployment content specified.Non null and non empty stageName must be provided for canary deployment. Provided value is ',
  ]);
});

test.each(['', 'a b', 'a/b', 'ä', 'a'.repeat(129)])('the stage name "%s" is refused', (stageName) => {
  expect(deployToStage(null, { ...given, stageName }, 1)).toMatchObject({ ok: false });
});
