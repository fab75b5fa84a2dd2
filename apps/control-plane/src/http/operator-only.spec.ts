import type { SigningCredentials } from '#libs/sigv4';
import { createMeteredPlan } from '../testing/metered-plan.js';
import { seedRestApi } from '../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
let stranger: SigningCredentials;
beforeAll(async () => {
  plane = await startControlPlane();
  stranger = await plane.credentialsOf('999999999999');
});
afterAll(() => plane.close());

const beyondAccounts = [
  ['GET', '/_tollgate/v1/leases'],
  ['POST', '/_tollgate/v1/leases/gateway-1/release'],
  ['GET', '/_tollgate/v1/usage/invariant'],
] as const;

test.each(beyondAccounts)('%s %s is for the operator, not for whoever can sign', async (method, path) => {
  const refused = await plane.signedFetch(path, { method, credentials: stranger });
  expect([refused.status, await refused.json()]).toEqual([
    403,
    expect.objectContaining({ message: 'This call is for the operator of the installation.' }),
  ]);
  expect(refused.headers.get('x-amzn-errortype')).toMatch(/^AccessDeniedException/);
  expect((await plane.signedFetch(path, { method })).status).toBe(200);
});

test('what belongs to an account is not there for another one', async () => {
  const { id } = await seedRestApi(plane);
  const { usagePlanId, keyId } = await createMeteredPlan(plane);
  const month = new Date().toISOString().slice(0, 7);
  const seen = async (method: string, path: string, body = '') => {
    const response = await plane.signedFetch(`/_tollgate/v1/${path}`, {
      method,
      body,
      credentials: stranger,
    });
    return [response.status, (await response.text()).includes(keyId)];
  };
  for (const path of [
    `restapis/${id}/stages/dev/rollout`,
    `restapis/${id}/stages/dev/drift`,
    `restapis/${id}/stages/dev/history`,
    `restapis/${id}/deployments/a/diff/b`,
    `usageplans/${usagePlanId}/usage/hourly`,
  ]) {
    expect([path, ...(await seen('GET', path))]).toEqual([path, 404, false]);
  }
  const proposal = JSON.stringify({ quota: { limit: 1, period: 'DAY' } });
  expect((await seen('POST', `usageplans/${usagePlanId}/dry-run`, proposal))[0]).not.toBe(200);
  expect(await seen('GET', `usage/export?month=${month}`)).toEqual([200, false]);
  const jobs = await plane.signedFetch('/_tollgate/v1/jobs?state=open', { credentials: stranger });
  expect(await jobs.json()).toMatchObject({ items: [] });
});
