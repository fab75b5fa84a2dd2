import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '#libs/telemetry';
import type { AdmissionVerdict } from '../invocation/admission.js';
import { rejectionReasons } from '../refusals/rejection-reasons.js';
import { Journal } from './journal.js';
import { burst, startAdmission, type GivenDocuments } from '../testing/admission-under-test.js';

let folder: string;
let journal: Journal;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-admission-'));
  journal = new Journal({ folder, log: silentLogger });
});
afterEach(() => {
  journal.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = (given?: GivenDocuments) => startAdmission(journal, given);

const typeOf = (verdict: AdmissionVerdict) =>
  verdict.admitted ? 'ADMITTED' : rejectionReasons[verdict.code].type;
const journalled = () => {
  journal.flush();
  return journal.readAfter(0).usage;
};

test('a message of several units is one token of each throttle, and all of its uses or none', () => {
  const quota = { limit: 10, period: 'DAY', offset: 0 } as const;
  const { admit } = start({ plan: { quota, throttle: burst(5) }, permits: 10 });
  const verdicts = [4, 4, 4, 2, 1].map((units) => admit({ units }));
  expect(verdicts.map(typeOf)).toEqual([
    'ADMITTED',
    'ADMITTED',
    'QUOTA_EXCEEDED',
    'ADMITTED',
    'QUOTA_EXCEEDED',
  ]);
  expect(journalled()).toMatchObject([{ count: 10 }]);
});

test('units that a later limit refuses are all given back', () => {
  const quota = { limit: 8, period: 'DAY', offset: 0 } as const;
  const { admit, clock } = start({ plan: { quota }, permits: 8, stageThrottle: burst(1) });
  expect([4, 4].map((units) => typeOf(admit({ units })))).toEqual(['ADMITTED', 'THROTTLED']);
  clock.steadyMs += 60_000;
  expect(typeOf(admit({ units: 4 }))).toBe('ADMITTED');
  expect(journalled()).toMatchObject([{ count: 8 }]);
});
