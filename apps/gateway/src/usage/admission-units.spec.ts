import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '#libs/telemetry';
import type { AdmissionVerdict } from '../invocation/admission.js';
import { rejectionReasons } from '../refusals/rejection-reasons.js';
import { Journal } from './journal.js';
import {
  burst,
  digestOf,
  keyDocument,
  keyValue,
  startAdmission,
  type GivenDocuments,
} from '../testing/admission-under-test.js';

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

test('a message is admitted by the digest of the key that its connection was opened with', () => {
  const { admit, documents, tell } = start();
  const digest = digestOf(keyValue);
  expect(admit({ digest, units: 2 })).toMatchObject({ admitted: true, apiKeyId: 'key0000001' });
  documents.keys.set(digest, { ...keyDocument, enabled: false });
  tell({ kind: 'api-key', name: digest, deleted: false });
  expect(typeOf(admit({ digest }))).toBe('INVALID_API_KEY');
  expect(journalled()).toMatchObject([{ count: 2 }]);
});

test('whoever sends the digest of a key as a key is not its holder', () => {
  const { admit } = start();
  const digest = digestOf(keyValue);
  expect(typeOf(admit({ digest }))).toBe('ADMITTED');
  expect(typeOf(admit({ value: digest }))).toBe('INVALID_API_KEY');
  expect(typeOf(admit())).toBe('ADMITTED');
  expect(typeOf(admit({ digest: keyValue }))).toBe('INVALID_API_KEY');
});
