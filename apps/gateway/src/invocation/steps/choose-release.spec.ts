import type { ActiveStage } from '../active-stage.js';
import type { Invocation } from '../invocation.js';
import { chooseRelease } from './choose-release.js';

const release = { snapshot: { document: { disableExecuteApiEndpoint: false } } };
const address = { apiId: 'api', custom: null, namedBy: 'host', vpcEndpointId: null };
const canaryStage = { isCanary: true, canary: null, release } as ActiveStage;

function run(
  percentTraffic: number,
  random: () => number,
  rawHeaders: readonly string[] = [],
  pinHeader: string | null = 'x-release',
) {
  const stage = { isCanary: false, canary: { percentTraffic, pinHeader, stage: canaryStage }, release };
  const invocation = {
    stage,
    record: { isCanary: false },
    request: { rawHeaders, caller: { vpcEndpoint: null } },
    address,
  };
  const verdict = chooseRelease(random).run(invocation as unknown as Invocation);
  expect(verdict).toBeNull();
  expect(invocation.record.isCanary).toBe(invocation.stage.isCanary);
  return invocation.stage.isCanary ? 'canary' : 'base';
}

const almostOne = 1 - Number.EPSILON / 2;

test.each([
  [0, 0, 'base'],
  [0, almostOne, 'base'],
  [0.5, 0.004999, 'canary'],
  [0.5, 0.005, 'base'],
  [25, 0.2499, 'canary'],
  [25, 0.25, 'base'],
  [100, 0, 'canary'],
  [100, almostOne, 'canary'],
])('at %d percent the draw %d goes to the %s', (percent, drawn, release) => {
  expect(run(percent, () => drawn)).toBe(release);
});

test.each([
  ['canary', 0, 'canary'],
  ['Canary', 0, 'canary'],
  [' CANARY ', 0, 'canary'],
  ['base', 100, 'base'],
  ['BASE', 100, 'base'],
  // What says neither is drawn as if it were not there.
  ['', 100, 'canary'],
  ['', 0, 'base'],
  ['true', 0, 'base'],
  ['canary, base', 0, 'base'],
])('a header that says "%s" at %d percent goes to the %s', (value, percent, release) => {
  expect(run(percent, () => 0.5, ['Accept', 'canary', 'X-Release', value])).toBe(release);
});

test('a header counts only on a stage that names one, and the one that it names', () => {
  expect(run(0, () => 0, ['X-Release', 'canary'], null)).toBe('base');
  expect(run(0, () => 0, ['X-Canary', 'canary'])).toBe('base');
});

test('a stage without a canary draws nothing', () => {
  const stage = { isCanary: false, canary: null };
  const random = () => {
    throw new Error('drawn');
  };
  const invocation = { stage, record: { isCanary: false } } as unknown as Invocation;
  expect(chooseRelease(random).run(invocation)).toBeNull();
  expect(invocation.stage).toBe(stage);
});

// Less than one honest run in a million is further from what is to be expected.
const deviationsMax = 5;

test.each([0, 0.5, 25, 100])(
  'of 100,000 requests %d percent go to the canary, as chance allows',
  (percent) => {
    const requests = 100_000;
    const stage = {
      isCanary: false,
      canary: { percentTraffic: percent, pinHeader: null, stage: canaryStage },
      release,
    };
    const request = { rawHeaders: [], caller: { vpcEndpoint: null } };
    const step = chooseRelease();
    let canaries = 0;
    for (let drawn = 0; drawn < requests; drawn++) {
      const invocation = {
        stage,
        record: { isCanary: false },
        request,
        address,
      } as unknown as Invocation;
      void step.run(invocation);
      if (invocation.stage === canaryStage) canaries++;
    }
    const share = percent / 100;
    const deviation = Math.sqrt(requests * share * (1 - share));
    expect(Math.abs(canaries - requests * share)).toBeLessThanOrEqual(deviationsMax * deviation);
  },
);
