import {
  CreateDeploymentCommand,
  CreateDocumentationPartCommand,
  CreateDocumentationVersionCommand,
  CreateStageCommand,
  DeleteDocumentationVersionCommand,
  GetDocumentationVersionCommand,
  GetDocumentationVersionsCommand,
  GetStageCommand,
  UpdateDocumentationPartCommand,
  UpdateDocumentationVersionCommand,
  UpdateStageCommand,
  type CreateDocumentationVersionCommandInput,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { documentationVersions } from '#libs/persistence';
import { refusalOf } from '../../../testing/refusal-of.js';
import { seedRestApi } from '../../../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let restApiId: string;
beforeAll(async () => {
  plane = await startControlPlane();
});
beforeEach(async () => {
  restApiId = (await seedRestApi(plane)).id;
});
afterAll(() => plane.close());

const create = (documentationVersion: string, input: Partial<CreateDocumentationVersionCommandInput> = {}) =>
  plane.client.send(new CreateDocumentationVersionCommand({ restApiId, documentationVersion, ...input }));
const get = (documentationVersion: string) =>
  plane.client.send(new GetDocumentationVersionCommand({ restApiId, documentationVersion }));
const update = (documentationVersion: string, ...patchOperations: PatchOperation[]) =>
  plane.client.send(
    new UpdateDocumentationVersionCommand({ restApiId, documentationVersion, patchOperations }),
  );
const remove = (documentationVersion: string) =>
  plane.client.send(new DeleteDocumentationVersionCommand({ restApiId, documentationVersion }));
const stageAt = async (documentationVersion?: string) => {
  const { id: deploymentId } = await plane.client.send(new CreateDeploymentCommand({ restApiId }));
  return plane.client.send(
    new CreateStageCommand({ restApiId, stageName: 'dev', deploymentId, documentationVersion }),
  );
};
const moveStage = (value: string) =>
  plane.client.send(
    new UpdateStageCommand({
      restApiId,
      stageName: 'dev',
      patchOperations: [{ op: 'replace', path: '/documentationVersion', value }],
    }),
  );
const unknown = '404 NotFoundException: Invalid Documentation version specified';

describe('201', () => {
  test('a version shows its name and when it was made', async () => {
    const response = await plane.signedFetch(`/restapis/${restApiId}/documentation/versions`, {
      body: { documentationVersion: '1.0' },
    });
    expect([response.status, await response.json()]).toEqual([
      201,
      { version: '1.0', createdDate: expect.any(Number) as number },
    ]);
  });

  test('a version freezes the parts', async () => {
    const part = await plane.client.send(
      new CreateDocumentationPartCommand({ restApiId, location: { type: 'API' }, properties: '{"a":1}' }),
    );
    await create('1.0');
    await plane.client.send(
      new UpdateDocumentationPartCommand({
        restApiId,
        documentationPartId: part.id,
        patchOperations: [{ op: 'replace', path: '/properties', value: '{"a":2}' }],
      }),
    );
    const frozen = await plane.database.read((uow) => documentationVersions.partsOf(uow, restApiId, '1.0'));
    expect(frozen).toMatchObject([{ id: part.id, location: { type: 'API' }, properties: '{"a":1}' }]);
  });

  test('a stage that is named shows the version', async () => {
    await stageAt();
    await create('1.0', { stageName: 'dev' });
    const stage = await plane.client.send(new GetStageCommand({ restApiId, stageName: 'dev' }));
    expect(stage.documentationVersion).toBe('1.0');
  });
});

describe('200', () => {
  test('a description comes with the patch; nothing else changes', async () => {
    await create('1.0');
    const changed = await update('1.0', { op: 'replace', path: '/description', value: 'first' });
    expect(changed).toMatchObject({ version: '1.0', description: 'first' });
    expect(await get('1.0')).toMatchObject({ version: '1.0', description: 'first' });
  });

  test('versions are listed in pages', async () => {
    for (const version of ['b', 'a', 'c']) await create(version);
    const first = await plane.client.send(new GetDocumentationVersionsCommand({ restApiId, limit: 2 }));
    const next = new GetDocumentationVersionsCommand({ restApiId, limit: 2, position: first.position });
    const second = await plane.client.send(next);
    expect([first, second].map(({ items }) => items!.map(({ version }) => version))).toEqual([
      ['a', 'b'],
      ['c'],
    ]);
  });

  test('a stage moves between versions that exist', async () => {
    await create('1.0');
    await create('2.0');
    await stageAt('1.0');
    expect((await moveStage('2.0')).documentationVersion).toBe('2.0');
    expect((await moveStage('')).documentationVersion).toBeUndefined();
  });
});

test('202: DeleteDocumentationVersion', async () => {
  await create('1.0');
  expect((await remove('1.0')).$metadata.httpStatusCode).toBe(202);
  expect(await refusalOf(get('1.0'))).toBe(unknown);
});

describe('400', () => {
  test('a version needs a name', async () => {
    expect(await refusalOf(create(''))).toBe(
      '400 BadRequestException: Documentation version must be non-empty',
    );
  });

  test('only the description may change', async () => {
    await create('1.0');
    expect(await refusalOf(update('1.0', { op: 'replace', path: '/version', value: '2' }))).toBe(
      "400 BadRequestException: Invalid patch path  '/version' specified for op 'replace'. Must be one of: [/description]",
    );
  });
});

describe('404', () => {
  test('an unknown version', async () => {
    const refusals = await Promise.all(
      [get('nope'), update('nope'), remove('nope'), stageAt('nope')].map(refusalOf),
    );
    expect(new Set(refusals)).toEqual(new Set([unknown]));
    await stageAt();
    expect(await refusalOf(moveStage('nope'))).toBe(unknown);
  });

  test('an unknown stage leaves no version behind', async () => {
    expect(await refusalOf(create('1.0', { stageName: 'nope' }))).toBe(
      '404 NotFoundException: Invalid stage identifier specified',
    );
    expect(await refusalOf(get('1.0'))).toBe(unknown);
  });

  test('an unknown RestApi is named by create and list', async () => {
    const list = plane.client.send(new GetDocumentationVersionsCommand({ restApiId: 'nope' }));
    const refusals = await Promise.all([create('1.0', { restApiId: 'nope' }), list].map(refusalOf));
    expect(new Set(refusals)).toEqual(
      new Set(['404 NotFoundException: Invalid API identifier specified 000000000000:nope']),
    );
  });
});

describe('409', () => {
  test('a name that is taken', async () => {
    await create('1.0');
    expect(await refusalOf(create('1.0'))).toBe(
      '409 ConflictException: Documentation version already exists for this REST API',
    );
  });

  test('a version that a stage shows stays', async () => {
    await create('1.0');
    await stageAt('1.0');
    expect(await refusalOf(remove('1.0'))).toBe(
      "409 ConflictException: Cannot delete documentation version '1.0', is referenced in stage: dev",
    );
  });
});
