import { createStage } from './create-stage.js';
import { promoteCanary, removeCanary } from './end-canary.js';
import type { Stage } from './stage.js';

function stageWith(canarySettings: object | null, variables: Record<string, string> | null = null): Stage {
  const given = { restApiId: 'api', stageName: 'dev', deploymentId: 'own111', canarySettings, variables };
  const stage = createStage(given, { knownDeploymentIds: new Set(['own111', 'can222']), nowMs: 1000 });
  if (!stage.ok) throw new Error(stage.error.message);
  return stage.value;
}
const canarySettings = {
  deploymentId: 'can222',
  percentTraffic: 25,
  stageVariableOverrides: { color: 'blue' },
};

test('a promoted canary is the stage, and stays without traffic', () => {
  const stage = stageWith(canarySettings, { color: 'red', kept: 'yes' });
  expect(promoteCanary(stage, 2000)).toEqual({
    ok: true,
    value: {
      ...stage,
      deploymentId: 'can222',
      variables: { color: 'blue', kept: 'yes' },
      canarySettings: { ...stage.canarySettings!, percentTraffic: 0 },
      lastUpdatedAtMs: 2000,
    },
  });
});

test('a canary without overrides leaves the variables alone', () => {
  const stage = stageWith({ deploymentId: 'can222' }, { color: 'red' });
  expect(promoteCanary(stage, 2000)).toMatchObject({ value: { variables: { color: 'red' } } });
  expect(promoteCanary(stageWith({ deploymentId: 'can222' }), 2000)).toMatchObject({
    value: { variables: null },
  });
});

test('a removed canary leaves the stage as it was', () => {
  const stage = stageWith(canarySettings, { color: 'red' });
  expect(removeCanary(stage, 2000)).toEqual({
    ok: true,
    value: { ...stage, canarySettings: null, lastUpdatedAtMs: 2000 },
  });
});

test('where there is no canary nothing is promoted or removed', () => {
  expect(promoteCanary(stageWith(null), 2000)).toMatchObject({
    ok: false,
    error: { message: 'Promotion not available. Canary does not exist.' },
  });
  expect(removeCanary(stageWith(null), 2000)).toMatchObject({ ok: false });
});
