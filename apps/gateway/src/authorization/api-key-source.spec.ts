import { createHash } from 'node:crypto';
import type { UsagePlanDocument } from '#libs/snapshot-format';
import { apiId, mockMethod, snapshot } from '../testing/documents.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';

const keyValue = 'a-key-that-is-known-0123456789';
const owner = { formatVersion: 1, accountId: '000000000000', region: 'us-east-1' } as const;
let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
  const digest = createHash('sha256').update(keyValue).digest('hex');
  const key = { ...owner, keyId: 'key0000001', enabled: true, usagePlanIds: ['plan01'] };
  system.controlPlane.publish('api-key', digest, key);
  const plan: UsagePlanDocument = {
    ...owner,
    usagePlanId: 'plan01',
    throttle: null,
    quota: null,
    apiStages: { [`${apiId}/dev`]: { methodThrottles: {} } },
  };
  system.controlPlane.publish('usage-plan', 'plan01', plan);
});
afterAll(() => system.stop());

test.each([
  ['HEADER', 200],
  ['AUTHORIZER', 403],
] as const)(
  'apiKeySource %s: a method that wants a key and asks no authorizer',
  async (apiKeySource, status) => {
    await system.deploy(
      snapshot({ '/keyed': { GET: mockMethod('ok', { apiKeyRequired: true }) } }, { apiKeySource }),
    );
    const response = await system.call('/dev/keyed', { headers: { 'x-api-key': keyValue } });
    expect(response.status).toBe(status);
    if (status === 403) expect(response.json()).toEqual({ message: 'Forbidden' });
  },
);
