import { canaryGuardTag, isOnTrial } from '../../index.js';

const canarySettings = {
  deploymentId: 'new1',
  percentTraffic: 10,
  stageVariableOverrides: null,
  useStageCache: false,
};
const tags = { [canaryGuardTag]: 'error-rate<1%' };

test('a canary is on trial while it gets requests and a rule says how to judge them', () => {
  expect(isOnTrial({ canarySettings, tags })).toBe(true);
  expect(isOnTrial({ canarySettings: { ...canarySettings, percentTraffic: 0 }, tags })).toBe(false);
  expect(isOnTrial({ canarySettings, tags: {} })).toBe(false);
  expect(isOnTrial({ canarySettings: null, tags })).toBe(false);
});
