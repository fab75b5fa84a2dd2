import {
  CreateResourceCommand,
  CreateRestApiCommand,
  GetMethodCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateRestApiCommand,
  type CreateRestApiCommandInput,
} from '@aws-sdk/client-api-gateway';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const create = (input: Partial<CreateRestApiCommandInput> = {}) =>
  plane.client.send(new CreateRestApiCommand({ name: 'api', ...input }));
const get = (restApiId: string) => plane.client.send(new GetRestApiCommand({ restApiId }));
const json = async (target: string, body?: object): Promise<unknown> =>
  (await plane.signedFetch(target, body && { method: 'POST', body })).json();

describe('201', () => {
  test('a name is enough, and the response has nothing that was not given', async () => {
    const before = Math.floor(Date.now() / 1000);
    const response = await plane.signedFetch('/restapis', { method: 'POST', body: { name: 'plain' } });
    expect(response.status).toBe(201);
    const restApi = (await response.json()) as { createdDate: number };
    expect(restApi).toEqual({
      id: expect.stringMatching(/^[a-z0-9]{10}$/) as string,
      name: 'plain',
      createdDate: restApi.createdDate,
      apiKeySource: 'HEADER',
      endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
      disableExecuteApiEndpoint: false,
      rootResourceId: expect.stringMatching(/^[a-z0-9]{10}$/) as string,
    });
    expect(Number.isInteger(restApi.createdDate)).toBe(true);
    expect(restApi.createdDate).toBeGreaterThanOrEqual(before);
  });

  test('everything given is kept', async () => {
    const given = {
      description: 'd',
      version: 'v1',
      binaryMediaTypes: ['image/png', 'image/png', 'image/jpeg'],
      minimumCompressionSize: 0,
      apiKeySource: 'AUTHORIZER',
      endpointConfiguration: { types: ['PRIVATE'], vpcEndpointIds: ['vpce-1'] },
      disableExecuteApiEndpoint: true,
      tags: { team: 'a b' },
    } as const;
    const { $metadata: _, ...created } = await create({
      ...given,
      binaryMediaTypes: [...given.binaryMediaTypes],
    } as never);
    const expected = {
      ...given,
      binaryMediaTypes: ['image/png', 'image/jpeg'],
      endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'dualstack', vpcEndpointIds: ['vpce-1'] },
    };
    expect(created).toMatchObject(expected);
    const { $metadata: __, ...read } = await get(created.id!);
    expect(read).toEqual(created);
  });

  test('what is said of TLS is kept, goes into clones, and can be replaced', async () => {
    const tls = { securityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09', endpointAccessMode: 'STRICT' } as const;
    const { id } = await create(tls);
    expect(await get(id!)).toMatchObject(tls);
    expect(await create({ cloneFrom: id! })).toMatchObject(tls);
    const changed = await plane.client.send(
      new UpdateRestApiCommand({
        restApiId: id!,
        patchOperations: [
          { op: 'replace', path: '/securityPolicy', value: 'TLS_1_2' },
          { op: 'replace', path: '/endpointAccessMode', value: 'BASIC' },
        ],
      }),
    );
    expect(changed).toMatchObject({ securityPolicy: 'TLS_1_2', endpointAccessMode: 'BASIC' });
    for (const path of ['/securityPolicy', '/endpointAccessMode']) {
      const refused = plane.client.send(
        new UpdateRestApiCommand({ restApiId: id!, patchOperations: [{ op: 'replace', path, value: 'no' }] }),
      );
      expect(await refusalOf(refused)).toContain(
        `400 BadRequestException: Invalid ${path.slice(1)} specified`,
      );
    }
  });

  test('no binary media types are as good as none, and EDGE may be dualstack', async () => {
    const created = await create({
      binaryMediaTypes: [],
      endpointConfiguration: { types: ['EDGE'], ipAddressType: 'dualstack' },
    });
    expect(created.binaryMediaTypes).toBeUndefined();
    expect(created.endpointConfiguration).toEqual({ types: ['EDGE'], ipAddressType: 'dualstack' });
  });

  test('a policy comes back with escaped quotes and whole ARNs', async () => {
    const policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: ['execute-api:/*'] },
      ],
    });
    const { id, policy: shown } = await create({ policy });
    const resource = `arn:aws:execute-api:us-east-1:000000000000:${id}/*`;
    expect(JSON.parse(`"${shown}"`)).toBe(policy.replace('["execute-api:/*"]', `"${resource}"`));
  });

  test('a clone has the whole tree under ids of its own', async () => {
    const source = await create({
      name: 'source',
      version: '7',
      policy: '{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}',
      tags: { a: 'b' },
    });
    const restApiId = source.id!;
    const parent = await plane.client.send(
      new CreateResourceCommand({ restApiId, parentId: source.rootResourceId, pathPart: 'a' }),
    );
    const resourceId = parent.id!;
    await plane.client.send(new CreateResourceCommand({ restApiId, parentId: resourceId, pathPart: '{b}' }));
    const method = { restApiId, resourceId, httpMethod: 'GET' };
    await plane.client.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
    await plane.client.send(new PutIntegrationCommand({ ...method, type: 'MOCK' }));

    const clone = await create({ name: 'clone', cloneFrom: restApiId });
    expect(clone).toMatchObject({ name: 'clone', version: '7' });
    expect([clone.policy, clone.tags]).toEqual([undefined, undefined]);
    const { items = [] } = await plane.client.send(new GetResourcesCommand({ restApiId: clone.id }));
    expect(items.map(({ path }) => path).sort()).toEqual(['/', '/a', '/a/{b}']);
    const copied = items.find(({ path }) => path === '/a')!;
    expect(copied.id).not.toBe(resourceId);
    const copiedMethod = await plane.client.send(
      new GetMethodCommand({ restApiId: clone.id, resourceId: copied.id, httpMethod: 'GET' }),
    );
    expect(copiedMethod.methodIntegration).toMatchObject({ type: 'MOCK', cacheNamespace: copied.id });
  });
});

describe('400', () => {
  test.each<[string, object, string]>([
    [
      'an empty description, before all else',
      { description: '', minimumCompressionSize: -1 },
      'Description cannot be an empty string',
    ],
    [
      'a compression size out of range',
      { minimumCompressionSize: 10_485_761 },
      'Invalid minimum compression size, must be between 0 and 10485760',
    ],
    [
      'no endpoint type',
      { endpointConfiguration: { types: [] } },
      'REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.',
    ],
    [
      'two endpoint types',
      { endpointConfiguration: { types: ['EDGE', 'REGIONAL'] } },
      'Cannot create an api with multiple Endpoint Types.',
    ],
    [
      'a private API on ipv4',
      { endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'ipv4' } },
      'Only dualstack ipAddressType is supported for Private APIs.',
    ],
    [
      'a policy that is no JSON',
      { policy: '{' },
      'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.',
    ],
    [
      'a policy whose principal cannot be one',
      { policy: '{"Statement":{"Effect":"Allow","Principal":{"AWS":"ada"},"Action":"*","Resource":"*"}}' },
      'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.',
    ],
    [
      'a policy that is too long',
      {
        policy: `{"Id":"${'x'.repeat(8192)}","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}`,
      },
      'Invalid policy document. The policy may have at most 8192 characters.',
    ],
    [
      'a tag key of AWS',
      { tags: { 'aws:x': 'y' } },
      'Invalid tag key specified. Keys must not begin with aws:',
    ],
  ])('%s', async (_, input, message) => {
    expect(await refusalOf(create(input))).toBe(`400 BadRequestException: ${message}`);
  });

  test('bad enum values are listed together, before everything else', async () => {
    const response = await plane.signedFetch('/restapis', {
      method: 'POST',
      body: {
        name: 'x',
        description: '',
        endpointConfiguration: { ipAddressType: 'ipv5', types: ['wrong'] },
      },
    });
    expect([response.status, response.headers.get('x-amzn-errortype'), await response.json()]).toEqual([
      400,
      'ValidationException',
      {
        message:
          "2 validation errors detected: Value '[wrong]' at 'createRestApiInput.endpointConfiguration.types' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [PRIVATE, EDGE, REGIONAL]]; Value 'ipv5' at 'createRestApiInput.endpointConfiguration.ipAddressType' failed to satisfy constraint: Member must satisfy enum value set: [ipv4, dualstack]",
      },
    ]);
  });

  test.each<[string, string | Uint8Array]>([
    ['no body', ''],
    ['broken JSON', '{"name":'],
    ['a list', '[]'],
    ['a number for a name', '{"name":1}'],
    ['bytes that are no UTF-8', Uint8Array.from([0x22, 0xff, 0x22])],
    ['JSON deeper than any input', `{"name":"x","tags":${'['.repeat(100_000)}`],
    ['deep but whole JSON', `{"name":"x","tags":${'['.repeat(5000)}${']'.repeat(5000)}}`],
    ['a NUL in a name', '{"name":"a\\u0000b"}'],
    ['half a surrogate pair', '{"name":"\\ud800"}'],
  ])('%s is bad input, changes nothing and is never a 500', async (_, body) => {
    const count = async () => ((await json('/restapis?limit=500')) as { item: [] }).item.length;
    const before = await count();
    const response = await plane.signedFetch('/restapis', { method: 'POST', body });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ message: expect.any(String) as string });
    expect(await count()).toBe(before);
  });
});

test('404: cloning what is not there', async () => {
  expect(await refusalOf(create({ cloneFrom: 'nothing' }))).toBe(
    '404 NotFoundException: Invalid API identifier specified 000000000000:nothing',
  );
});
