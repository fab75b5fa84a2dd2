import {
  CreateApiKeyCommand,
  CreateModelCommand,
  CreateRequestValidatorCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  GetModelsCommand,
  GetRequestValidatorsCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  PutGatewayResponseCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateRestApiCommand,
  type APIGatewayClient,
} from '@aws-sdk/client-api-gateway';
import {
  startControlPlane,
  type TestControlPlane,
} from '../../apps/control-plane/src/testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane?.close());

/** What all commands are to `send`; its overloads take one kind each. */
type AnyCommand = Parameters<APIGatewayClient['send']>[0];
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** All at once, as Terraform sends what does not depend on one another; each one's response. */
async function sendTogether(commands: readonly object[]): Promise<Readonly<Record<string, number>>> {
  const settled = await Promise.allSettled(
    commands.map((command) => plane.client.send(command as AnyCommand)),
  );
  const counts: Record<string, number> = {};
  for (const result of settled) {
    const name = result.status === 'fulfilled' ? 'taken' : String(result.reason);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

async function newApi() {
  const { id, rootResourceId } = await plane.client.send(new CreateRestApiCommand({ name: 'crowded' }));
  return { restApiId: id!, rootId: rootResourceId! };
}

test('200 parallel writes to unlike parts of one API give no conflict, and all of them count', async () => {
  const { restApiId, rootId } = await newApi();
  const resources = await Promise.all(
    numbers(20).map((index) =>
      plane.client.send(new CreateResourceCommand({ restApiId, parentId: rootId, pathPart: `old${index}` })),
    ),
  );
  const counts = await sendTogether([
    ...numbers(60).map(
      (index) => new CreateResourceCommand({ restApiId, parentId: rootId, pathPart: `new${index}` }),
    ),
    ...resources.flatMap(({ id: resourceId }) =>
      ['GET', 'PUT'].map(
        (httpMethod) =>
          new PutMethodCommand({ restApiId, resourceId, httpMethod, authorizationType: 'NONE' }),
      ),
    ),
    ...numbers(40).map(
      (index) =>
        new CreateModelCommand({
          restApiId,
          name: `M${index}`,
          contentType: 'application/json',
          schema: '{}',
        }),
    ),
    ...numbers(30).map((index) => new CreateRequestValidatorCommand({ restApiId, name: `v${index}` })),
    ...(['DEFAULT_4XX', 'DEFAULT_5XX', 'THROTTLED', 'QUOTA_EXCEEDED', 'UNAUTHORIZED'] as const).map(
      (responseType) => new PutGatewayResponseCommand({ restApiId, responseType, statusCode: '418' }),
    ),
    ...numbers(25).map(
      (index) =>
        new UpdateRestApiCommand({
          restApiId,
          patchOperations: [{ op: 'add', path: `/binaryMediaTypes/image~1x${index}` }],
        }),
    ),
  ]);
  expect(counts).toEqual({ taken: 200 });

  const { items: paths } = await plane.client.send(
    new GetResourcesCommand({ restApiId, limit: 500, embed: ['methods'] }),
  );
  expect(paths).toHaveLength(1 + 20 + 60);
  expect(paths?.flatMap(({ resourceMethods }) => Object.keys(resourceMethods ?? {}))).toHaveLength(40);
  const models = await plane.client.send(new GetModelsCommand({ restApiId, limit: 500 }));
  expect(models.items?.filter(({ name }) => name?.startsWith('M'))).toHaveLength(40);
  const validators = await plane.client.send(new GetRequestValidatorsCommand({ restApiId, limit: 500 }));
  expect(validators.items).toHaveLength(30);
  const restApi = await plane.client.send(new GetRestApiCommand({ restApiId }));
  expect(restApi.binaryMediaTypes).toHaveLength(25);
});

test('of 50 parallel creates of one name one is made, the others are conflicts', async () => {
  const { restApiId, rootId } = await newApi();
  const counts = await sendTogether(
    numbers(50).map(() => new CreateResourceCommand({ restApiId, parentId: rootId, pathPart: 'one' })),
  );
  expect(Object.entries(counts)).toEqual(
    expect.arrayContaining([
      ['taken', 1],
      [expect.stringContaining('ConflictException'), 49],
    ]),
  );
});

test('writes to one method and its integration from both sides end with both', async () => {
  const { restApiId, rootId: resourceId } = await newApi();
  const httpMethod = 'GET';
  await plane.client.send(
    new PutMethodCommand({ restApiId, resourceId, httpMethod, authorizationType: 'NONE' }),
  );
  const counts = await sendTogether(
    numbers(40).map((index) =>
      index % 2 === 0
        ? new PutIntegrationCommand({ restApiId, resourceId, httpMethod, type: 'MOCK' })
        : new CreateApiKeyCommand({ name: `k${index}` }),
    ),
  );
  expect(counts).toEqual({ taken: 40 });
});
