import { addTags, canaryGuard, canaryGuardTag, checkTags } from '../../index.js';

test('a rule is taken with all its signs, and read back', () => {
  const tags = { [canaryGuardTag]: 'error-rate<1%, p99<=1.2*base+5ms requests>=500,for=10m,then=promote' };
  expect(checkTags(tags).ok).toBe(true);
  expect(canaryGuard(tags)).toMatchObject({ requestsMin: 500, forMs: 600_000, action: 'promote' });
});

test('other tags have the signs of AWS only', () => {
  expect(checkTags({ other: 'error-rate<1%' }).ok).toBe(false);
});

test('a rule that is none is refused with its fault', () => {
  const added = addTags({}, { [canaryGuardTag]: 'error-rate<1%,then=promote' });
  expect(added).toEqual({
    ok: false,
    error: {
      kind: 'bad-request',
      message:
        'Invalid tag value specified for key tollgate:canary-guard: then=promote needs for=, such as for=10m',
    },
  });
});

test('no tag, and one from before rules were checked, are no rule', () => {
  expect(canaryGuard({})).toBeNull();
  expect(canaryGuard({ [canaryGuardTag]: 'soon' })).toBeNull();
});
