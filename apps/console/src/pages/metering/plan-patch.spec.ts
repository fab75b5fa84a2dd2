import { planPatch, typedPlan } from './plan-patch.js';

const plan = typedPlan({
  name: 'gold',
  throttle: { rateLimit: 10, burstLimit: 20 },
  quota: { limit: 100, period: 'DAY' },
});

test('what did not change is not in the patch', () => {
  expect(planPatch(plan, plan)).toEqual([]);
  expect(planPatch(plan, { ...plan, rateLimit: '5' })).toEqual([
    { op: 'replace', path: '/throttle/rateLimit', value: '5' },
    { op: 'replace', path: '/throttle/burstLimit', value: '20' },
  ]);
});

test('limits without figures are taken away', () => {
  expect(planPatch(plan, { ...plan, rateLimit: '', burstLimit: '', limit: '' })).toEqual([
    { op: 'remove', path: '/throttle' },
    { op: 'remove', path: '/quota' },
  ]);
  const bare = typedPlan({ name: 'x' });
  expect(planPatch(bare, { ...bare, period: 'DAY' })).toEqual([]);
});
