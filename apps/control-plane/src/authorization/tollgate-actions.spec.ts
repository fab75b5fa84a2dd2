import { readFile } from 'node:fs/promises';
import { DiscoveryService, MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { SigningCredentials } from '#libs/sigv4';
import { tollgateActionOf } from '../http/tollgate-action.decorator.js';
import { allowing, limitedUser } from '../testing/limited-user.js';
import { makeUser } from '../testing/make-principals.js';
import { seedRestApi } from '../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const user = (...policy: object[]) => limitedUser(plane, ...policy);

describe('calls of ours', () => {
  const call = async (path: string, credentials: SigningCredentials, method = 'GET') => {
    const response = await plane.signedFetch(`/_tollgate/v1/${path}`, { method, credentials });
    return [response.status, ((await response.json()) as { message?: string }).message];
  };

  test('have actions of their own', async () => {
    const { id } = await seedRestApi(plane);
    const { credentials, arn: who } = await user(
      allowing('apigateway:*'),
      allowing('tollgate:ReadStageDrift', `arn:aws:tollgate:*:*:restapis/${id}/*`),
    );
    expect((await call(`restapis/${id}/stages/dev/drift`, credentials))[0]).not.toBe(403);
    const history = `arn:aws:tollgate:us-east-1:${plane.accountId}:restapis/${id}/stages/dev`;
    expect(await call(`restapis/${id}/stages/dev/history`, credentials)).toEqual([
      403,
      `User: ${who} is not authorized to perform: tollgate:ReadStageHistory on resource: ${history} ` +
        'because no identity-based policy allows the tollgate:ReadStageHistory action',
    ]);
  });

  test('and across accounts are for whom the first account lets do them', async () => {
    const { credentials } = await user(allowing('tollgate:ListLeases'));
    expect((await call('leases', credentials))[0]).toBe(200);
    expect((await call('leases/gateway-1/release', credentials, 'POST'))[0]).toBe(403);
    const stranger = await makeUser(plane, 'stranger', '/', {
      accountId: '999999999999',
      policy: allowing('*'),
    });
    expect(await call('leases', stranger)).toEqual([
      403,
      'This call is for the operator of the installation.',
    ]);
  });
});

test('each action of ours has its row in the documentation, and there is no other', async () => {
  const methods = new MetadataScanner();
  const actions = new DiscoveryService(plane.app.get(ModulesContainer))
    .getControllers()
    .flatMap(({ instance }) => {
      const handlers = instance as Readonly<Record<string, object>>;
      return methods
        .getAllMethodNames(Object.getPrototypeOf(instance) as object)
        .map((name) => tollgateActionOf(handlers[name]!))
        .filter((action) => action !== undefined);
    })
    .map(({ name, resource }) => `${name} ${resource.split('/:')[0]}`);
  const page = await readFile(new URL('../../../../docs/MANAGEMENT-ACTIONS.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `tollgate:(\w+)` \| `([^`]+)` \|/gm)].map(
    ([, name, resource]) => `${name} ${resource!.split('/<')[0]}`,
  );
  expect(rows.sort()).toEqual(actions.sort());
});
