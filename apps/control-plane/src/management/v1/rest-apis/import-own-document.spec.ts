import { GetModelsCommand, GetResourcesCommand, ImportRestApiCommand } from '@aws-sdk/client-api-gateway';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const twice = '/restapis/{restapi_id}/resources/{parent_id}';
const once = '/restapis/{restapi_id}/resources/{resource_id}';

test('the document of the management API itself imports, with every path, method and schema', async () => {
  const shown = await (await fetch(`${plane.url}/_tollgate/docs/openapi.json`)).text();
  const document = JSON.parse(shown) as {
    readonly paths: Record<string, object>;
    readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
  };
  // Two names for one variable, which no RestApi can have.
  const { [twice]: creation, ...paths } = document.paths;
  paths[once] = { ...paths[once], ...creation };
  const text = JSON.stringify({ ...document, paths });
  const imported = await plane.client.send(new ImportRestApiCommand({ body: Buffer.from(text) }));
  // Of what the document says, only examples have no place in a Model.
  expect((imported.warnings ?? []).filter((warning) => !warning.endsWith('keyword(s): ["example"]'))).toEqual(
    [],
  );
  const restApiId = imported.id!;
  const { items = [] } = await plane.client.send(new GetResourcesCommand({ restApiId, limit: 500 }));
  const served = new Map(
    items.map(({ path, resourceMethods }) => [
      path,
      Object.keys(resourceMethods ?? {})
        .map((name) => name.toLowerCase())
        .sort(),
    ]),
  );
  for (const [path, operations] of Object.entries(paths)) {
    expect([path, served.get(path)]).toEqual([path, Object.keys(operations).sort()]);
  }
  const models = await plane.client.send(new GetModelsCommand({ restApiId, limit: 500 }));
  const names = new Set(models.items?.map(({ name }) => name));
  expect(Object.keys(document.components.schemas).filter((name) => !names.has(name))).toEqual([]);
});
