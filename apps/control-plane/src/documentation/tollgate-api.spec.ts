import type { OpenAPIObject } from '@nestjs/swagger';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
let document: OpenAPIObject;

beforeAll(async () => {
  plane = await startControlPlane();
  document = (await (await fetch(`${plane.url}/_tollgate/docs/openapi.json`)).json()) as OpenAPIObject;
});
afterAll(() => plane?.close());

const own = () => Object.entries(document.paths).filter(([path]) => path.startsWith('/_tollgate/v1'));

test('everything of ours is on the API page with what it answers and what its errors look like', () => {
  const operations = own().flatMap(([path, item]) =>
    [item.get, item.post].flatMap((operation) => (operation ? [{ path, operation }] : [])),
  );
  expect(operations.length).toBeGreaterThanOrEqual(10);
  for (const { path, operation } of operations) {
    const responses = operation.responses as Record<string, { content?: object } | undefined>;
    const { 200: good = responses[201], 400: bad } = responses;
    expect({ path, content: Object.keys(good?.content ?? {}) }).not.toEqual({ path, content: [] });
    expect({ path, content: bad?.content }).toEqual({
      path,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorBody' } } },
    });
  }
});

test('every schema that the page names is there, with a type for each member', () => {
  const schemas = document.components?.schemas ?? {};
  const named = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
    ([, name]) => name,
  );
  expect(Object.keys(schemas)).toEqual(expect.arrayContaining(named));
  expect(schemas['StageRollout']).toMatchObject({
    properties: { gateways: { items: { $ref: '#/components/schemas/GatewayRollout' } } },
  });
});

test('parameters of a query are on the page by name', () => {
  const hourly = document.paths['/_tollgate/v1/usageplans/{usagePlanId}/usage/hourly']?.get;
  const names = (hourly?.parameters ?? []).map((parameter) => ('name' in parameter ? parameter.name : ''));
  expect(names).toEqual(expect.arrayContaining(['usagePlanId', 'day', 'keyId', 'limit', 'position']));
});

test('an input that is not as the page says is refused by name', async () => {
  const refused = async (target: string) => {
    const response = await plane.signedFetch(`/_tollgate/v1/${target}`);
    return [response.status, ((await response.json()) as { message: string }).message];
  };
  expect(await refused('jobs?state=lost&limit=0&sort=up')).toEqual([
    400,
    'sort is not known; state must be dead or open; limit must be a whole number from 1 on',
  ]);
  expect(await refused('usage/export')).toEqual([400, 'month must be YYYY-MM']);
});
