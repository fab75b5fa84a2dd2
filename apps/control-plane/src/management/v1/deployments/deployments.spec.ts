import {
  CreateDeploymentCommand,
  CreateStageCommand,
  DeleteDeploymentCommand,
  GetDeploymentCommand,
  GetDeploymentsCommand,
  GetStageCommand,
  ImportRestApiCommand,
  PutRestApiCommand,
  UpdateDeploymentCommand,
  type CreateDeploymentCommandInput,
} from '@aws-sdk/client-api-gateway';
import { deployments, methods, outbox } from '#libs/persistence';
import { refusalOf } from '../../../testing/refusal-of.js';
import { mockMethod, seedRestApi } from '../../../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let restApiId: string;
let rootResourceId: string;
beforeAll(async () => {
  plane = await startControlPlane();
});
beforeEach(async () => {
  ({ id: restApiId, rootResourceId } = await seedRestApi(plane));
});
afterAll(() => plane.close());

const deploy = (input: Partial<CreateDeploymentCommandInput> = {}) =>
  plane.client.send(new CreateDeploymentCommand({ restApiId, ...input }));
const stage = (stageName = 'dev') => plane.client.send(new GetStageCommand({ restApiId, stageName }));
const get = (deploymentId = 'none00', embed?: string[]) =>
  plane.client.send(new GetDeploymentCommand({ restApiId, deploymentId, embed }));
const update = (deploymentId: string, path: string, value?: string) =>
  plane.client.send(
    new UpdateDeploymentCommand({
      restApiId,
      deploymentId,
      patchOperations: [{ op: 'replace', path, value }],
    }),
  );
const list = (more: object = {}) => plane.client.send(new GetDeploymentsCommand({ restApiId, ...more }));
const openJobs = async () =>
  (await plane.database.read((uow) => outbox.open(uow, Date.now() + 60_000, 10_000))).filter(
    ({ payload }) => payload['restApiId'] === restApiId,
  );
const unknownApi = '404 NotFoundException: Invalid API identifier specified 000000000000:nope';
const unknownDeployment = '404 NotFoundException: Invalid Deployment identifier specified';

describe('CreateDeployment', () => {
  test('201: shows id and date only, and asks for one publication', async () => {
    const response = await plane.signedFetch(`/restapis/${restApiId}/deployments`, {
      body: { stageName: '' },
    });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({
      id: expect.stringMatching(/^[a-z0-9]{6}$/) as string,
      createdDate: expect.any(Number) as number,
    });
    expect(await openJobs()).toMatchObject([{ jobName: 'publish-rest-api', payload: { restApiId } }]);
  });

  test('201: freezes the definition as it stands; the same definition has the same digest', async () => {
    const ids = [(await deploy()).id!, (await deploy()).id!];
    await plane.database.write((uow) => methods.insert(uow, [mockMethod(restApiId, rootResourceId, 'POST')]));
    ids.push((await deploy()).id!);
    const digests = await Promise.all(
      ids.map((id) =>
        plane.database.read(async (uow) => (await deployments.find(uow, restApiId, id))!.definitionDigest),
      ),
    );
    expect(digests[0]).toBe(digests[1]);
    expect(digests[0]).not.toBe(digests[2]);
    expect((await get(ids[0], ['apisummary'])).apiSummary).toEqual({
      '/': { GET: { authorizationType: 'NONE', apiKeyRequired: false } },
    });
  });

  test('201: makes the stage it names, and moves it the next time', async () => {
    const first = await deploy({ stageName: 'dev', stageDescription: 'd', variables: { a: '1' } });
    expect(await stage()).toMatchObject({ deploymentId: first.id, description: 'd', variables: { a: '1' } });
    const second = await deploy({ stageName: 'dev' });
    expect(await stage()).toMatchObject({ deploymentId: second.id, variables: { a: '1' } });
  });

  test('201: with canary settings the new deployment is the canary of the stage', async () => {
    const first = await deploy({ stageName: 'dev' });
    const canary = await deploy({ stageName: 'dev', canarySettings: { percentTraffic: 50 } });
    expect(await stage()).toMatchObject({
      deploymentId: first.id,
      canarySettings: { deploymentId: canary.id, percentTraffic: 50, useStageCache: false },
    });
  });

  test('201: ten at once all get their own', async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => deploy({ stageName: 'dev' })));
    const ids = made.map(({ id }) => id);
    expect(new Set(ids).size).toBe(10);
    expect((await list()).items).toHaveLength(10);
    expect(ids).toContain((await stage()).deploymentId);
    expect(await openJobs()).toHaveLength(10);
  });

  test.each<[Partial<CreateDeploymentCommandInput>, string]>([
    [{ stageName: 'a b' }, 'Stage name only allows a-zA-Z0-9_-'],
    [
      { stageName: 'dev', variables: { 'a-b': 'x' } },
      'Invalid stage variable name: a-b.  Please use names with only word characters.',
    ],
    [
      { canarySettings: {} },
      'Invalid deployment content specified.Non null and non empty stageName must be provided for canary deployment. Provided value is null',
    ],
    [
      { stageName: 'non-existing', canarySettings: {} },
      'Invalid deployment content specified.Stage non-existing must already be created before making a canary release deployment',
    ],
  ])('400: %j, and nothing is kept of it', async (input, message) => {
    expect(await refusalOf(deploy(input))).toBe(`400 BadRequestException: ${message}`);
    expect((await list()).items).toEqual([]);
    expect(await openJobs()).toEqual([]);
  });

  test('400: an API without methods, and a method without integration', async () => {
    const empty = await seedRestApi(plane, []);
    expect(await refusalOf(deploy({ restApiId: empty.id }))).toBe(
      "400 BadRequestException: The REST API doesn't contain any methods",
    );
    const method = { ...mockMethod(empty.id, empty.rootResourceId, 'GET'), methodIntegration: null };
    await plane.database.write((uow) => methods.insert(uow, [method]));
    expect(await refusalOf(deploy({ restApiId: empty.id }))).toBe(
      '400 BadRequestException: No integration defined for method',
    );
  });

  test('400: an imported method goes through a link that is not there', async () => {
    const integration = {
      type: 'http_proxy',
      httpMethod: 'GET',
      uri: 'http://orders.internal/',
      connectionType: 'VPC_LINK',
      connectionId: 'none00',
    };
    const body = {
      openapi: '3.0.1',
      info: { title: 'linked', version: '1' },
      paths: { '/': { get: { responses: {}, 'x-amazon-apigateway-integration': integration } } },
    };
    const imported = await plane.client.send(
      new ImportRestApiCommand({ body: new TextEncoder().encode(JSON.stringify(body)) }),
    );
    expect(await refusalOf(deploy({ restApiId: imported.id! }))).toBe(
      '400 BadRequestException: Invalid Vpc Link identifier specified',
    );
  });

  test('404: an unknown API, and one of another region', async () => {
    expect(await refusalOf(deploy({ restApiId: 'nope' }))).toBe(unknownApi);
    const elsewhere = plane.clientFor('eu-west-1').send(new CreateDeploymentCommand({ restApiId }));
    expect(await refusalOf(elsewhere)).toMatch(/^404 NotFoundException/);
  });
});

describe('GetDeployment', () => {
  test('200: without embed there is no summary', async () => {
    const { id } = await deploy({ description: 'first' });
    const { $metadata: _, ...response } = await get(id);
    expect(response).toEqual({ id, description: 'first', createdDate: expect.any(Date) as Date });
  });

  test('404: an unknown deployment, and an unknown API', async () => {
    expect(await refusalOf(get())).toBe(unknownDeployment);
    restApiId = 'nope';
    expect(await refusalOf(get())).toBe(unknownDeployment);
  });
});

describe('GetDeployments', () => {
  test('200: pages show each once, newest first, though one is added meanwhile', async () => {
    const ids = [];
    for (let count = 0; count < 5; count += 1) ids.unshift((await deploy()).id);
    const first = await list({ limit: 2 });
    await deploy();
    const second = await list({ limit: 2, position: first.position });
    const last = await list({ limit: 2, position: second.position });
    const seen = [first, second, last].flatMap(({ items }) => items!.map(({ id }) => id));
    // Those made in the same millisecond come in the order of their ids.
    expect([...seen].sort()).toEqual([...ids].sort());
    expect(last.position).toBeUndefined();
  });

  test('400: a position that is none', async () => {
    expect(await refusalOf(list({ position: 'x' }))).toMatch(/^400 BadRequestException/);
  });

  test('404: an unknown API', async () => {
    expect(await refusalOf(list({ restApiId: 'nope' }))).toBe(unknownApi);
  });
});

describe('UpdateDeployment', () => {
  test('200: the description is set and unset; nothing is published', async () => {
    const { id } = await deploy();
    expect((await update(id!, '/description', 'new')).description).toBe('new');
    expect((await update(id!, '/description', '')).description).toBeUndefined();
    expect(await openJobs()).toHaveLength(1);
  });

  test('400: any other path', async () => {
    const { id } = await deploy();
    expect(await refusalOf(update(id!, '/id', 'x'))).toBe(
      "400 BadRequestException: Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/description]",
    );
  });

  test('404: an unknown deployment', async () => {
    expect(await refusalOf(update('none00', '/description', 'x'))).toBe(unknownDeployment);
  });
});

describe('DeleteDeployment', () => {
  const remove = (deploymentId: string) =>
    plane.client.send(new DeleteDeploymentCommand({ restApiId, deploymentId }));

  test('202: it is gone', async () => {
    const { id } = await deploy();
    const { $metadata } = await remove(id!);
    expect($metadata.httpStatusCode).toBe(202);
    expect(await refusalOf(get(id))).toBe(unknownDeployment);
  });

  test('400: a stage, or the canary of one, points to it', async () => {
    const served = await deploy();
    const canary = await deploy();
    await plane.client.send(
      new CreateStageCommand({
        restApiId,
        stageName: 'dev',
        deploymentId: served.id,
        canarySettings: { deploymentId: canary.id },
      }),
    );
    const refused =
      '400 BadRequestException: Active stages pointing to this deployment must be moved or deleted';
    expect(await refusalOf(remove(served.id!))).toBe(refused);
    expect(await refusalOf(remove(canary.id!))).toBe(refused);
  });

  test('404: an unknown deployment', async () => {
    expect(await refusalOf(remove('none00'))).toBe(unknownDeployment);
  });
});

describe('TOLLGATE_STRICT_DEFINITIONS=on', () => {
  test('400: what cannot be read is refused, and no deployment made', async () => {
    const strict = await startControlPlane({ env: { TOLLGATE_STRICT_DEFINITIONS: 'on' } });
    try {
      const { id } = await seedRestApi(strict);
      const paths = { '/': { get: mockOperation('#if(') } };
      const body = Buffer.from(JSON.stringify({ swagger: '2.0', info: { title: 't' }, paths }));
      await strict.client.send(new PutRestApiCommand({ restApiId: id, mode: 'overwrite', body }));
      expect(await refusalOf(strict.client.send(new CreateDeploymentCommand({ restApiId: id })))).toMatch(
        /^400 BadRequestException: GET \/: template for application\/json: #if/,
      );
      const { items } = await strict.client.send(new GetDeploymentsCommand({ restApiId: id }));
      expect(items ?? []).toEqual([]);
    } finally {
      await strict.close();
    }
  });
});

const mockOperation = (template: string) => ({
  'x-amazon-apigateway-integration': { type: 'mock', requestTemplates: { 'application/json': template } },
});
