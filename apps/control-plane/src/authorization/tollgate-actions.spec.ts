import { readFile } from 'node:fs/promises';
import { RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, ModulesContainer } from '@nestjs/core';
import { findAwsManagedPolicy } from '#libs/identity';
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

/** Of all routes: the action, and whether it only reads. */
function routes(): { readonly name: string; readonly resource: string; readonly reads: boolean }[] {
  const methods = new MetadataScanner();
  return new DiscoveryService(plane.app.get(ModulesContainer))
    .getControllers()
    .flatMap(({ instance }) => {
      const handlers = instance as Readonly<Record<string, object>>;
      return methods
        .getAllMethodNames(Object.getPrototypeOf(instance) as object)
        .map((name) => handlers[name]!);
    })
    .flatMap((handler) => {
      const action = tollgateActionOf(handler);
      const verb = Reflect.getMetadata('method', handler) as RequestMethod | undefined;
      return action ? [{ ...action, reads: verb === RequestMethod.GET }] : [];
    });
}

test('each action of ours has its row in the documentation, and there is no other', async () => {
  const actions = routes().map(({ name, resource }) => `${name} ${resource.split('/:')[0]}`);
  const page = await readFile(new URL('../../../../docs/MANAGEMENT-ACTIONS.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `tollgate:(\w+)` \| `([^`]+)` \|/gm)].map(
    ([, name, resource]) => `${name} ${resource!.split('/<')[0]}`,
  );
  expect(rows.sort()).toEqual(actions.sort());
});

test('ReadOnlyAccess has each action that reads, but not the bodies of callers, and none that changes', () => {
  const { document } = findAwsManagedPolicy('arn:aws:iam::aws:policy/ReadOnlyAccess')!;
  const policy = JSON.parse(document) as { Statement: [{ Action: string[] }] };
  const patterns = policy.Statement[0].Action.map((action) => new RegExp(`^${action.replace('*', '.*')}$`));
  const has = (name: string) => patterns.some((pattern) => pattern.test(`tollgate:${name}`));
  const named = (those: { readonly name: string }[]) => [...new Set(those.map(({ name }) => name))].sort();
  const reading = routes().filter(({ reads }) => reads);
  expect(named(reading.filter(({ name }) => !has(name)))).toEqual(['ReadCapturedRequests']);
  // Sent as a POST, and changes nothing.
  expect(named(routes().filter(({ name, reads }) => !reads && has(name)))).toEqual(['DryRunUsagePlan']);
});
