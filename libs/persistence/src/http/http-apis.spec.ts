import { randomBytes } from 'node:crypto';
import { createRestApi, newId, type HttpApi, type HttpRoute, type HttpStage } from '#libs/api-definition';
import { HttpApis0038 } from '../../../../migrations/0038-http-apis.js';
import { isUniqueViolation } from '../database/database-errors.js';
import { query } from '../database/statements.js';
import { restApis } from '../rest/index.js';
import { createMigratedDatabase, type MigratedDatabase } from '../testing/migrated-database.js';
import {
  httpApiParts,
  httpApis,
  httpDeployments,
  httpIntegrations,
  httpRoutes,
  httpStages,
} from './index.js';

const owner = { accountId: '000000000000', region: 'us-east-1' };
const other = { ...owner, region: 'eu-west-1' };

let migrated: MigratedDatabase;
beforeAll(async () => {
  migrated = await createMigratedDatabase(new HttpApis0038());
});
afterAll(() => migrated.drop());

const apiOf = (apiId = newId(10, randomBytes)): HttpApi => ({
  owner,
  apiId,
  protocolType: 'HTTP',
  name: 'pets',
  description: null,
  version: null,
  createdAtMs: 1000,
  apiKeySelectionExpression: '$request.header.x-api-key',
  routeSelectionExpression: '$request.method $request.path',
  corsConfiguration: { allowOrigins: ['*'], maxAge: -1 },
  disableExecuteApiEndpoint: false,
  disableSchemaValidation: false,
  ipAddressType: 'ipv4',
  apiGatewayManaged: false,
  importInfo: [],
  warnings: [],
  tags: { a: '1' },
});

const routeOf = (apiId: string, routeId: string, routeKey: string): HttpRoute => ({
  apiId,
  routeId,
  routeKey,
  apiGatewayManaged: false,
  apiKeyRequired: false,
  authorizationType: 'NONE',
  authorizationScopes: null,
  authorizerId: null,
  modelSelectionExpression: null,
  operationName: null,
  requestModels: null,
  requestParameters: null,
  routeResponseSelectionExpression: null,
  target: null,
});

const stageOf = (apiId: string, deploymentId: string | null): HttpStage => ({
  apiId,
  stageName: '$default',
  deploymentId,
  autoDeploy: true,
  apiGatewayManaged: false,
  description: null,
  createdAtMs: 1000,
  lastUpdatedAtMs: 2000,
  lastDeploymentStatusMessage: null,
  clientCertificateId: null,
  authorizersFlushed: 0,
  accessLogSettings: null,
  defaultRouteSettings: { throttlingRateLimit: 1.5 },
  routeSettings: {},
  stageVariables: { a: 'b' },
  tags: {},
});

const restApiOf = (id: string) => {
  const made = createRestApi({ name: 'r' }, { owner, id, rootResourceId: 'root000000', createdAtMs: 1 });
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
};

test('an API is found by its owner alone, as it was written', async () => {
  const api = apiOf();
  await migrated.database.write(async (uow) => {
    await httpApis.insert(uow, api);
    expect(await httpApis.find(uow, owner, api.apiId)).toEqual(api);
    expect(await httpApis.lock(uow, other, api.apiId)).toBeUndefined();
    await httpApis.update(uow, { ...api, corsConfiguration: null });
    expect(await httpApis.findAnywhere(uow, api.apiId)).toEqual({ ...api, corsConfiguration: null });
    expect(await httpApis.remove(uow, other, api.apiId)).toBe(false);
  });
});

test.each(['HTTP API first', 'REST API first'])('no id is given twice, the %s', async (order) => {
  const id = newId(10, randomBytes);
  const inserts = [
    (uow: Parameters<typeof httpApis.insert>[0]) => httpApis.insert(uow, apiOf(id)),
    (uow: Parameters<typeof httpApis.insert>[0]) => restApis.insert(uow, restApiOf(id)),
  ];
  if (order === 'REST API first') inserts.reverse();
  await migrated.database.write(inserts[0]!);
  const refusal: unknown = await migrated.database.write(inserts[1]!).catch((error: unknown) => error);
  expect(isUniqueViolation(refusal)).toBe(true);
  // Once it is gone its id is free: nothing of it is left.
  await migrated.database.write(async (uow) => {
    await httpApis.remove(uow, owner, id);
    await restApis.remove(uow, owner, id);
    expect(await query(uow, 'SELECT 1 FROM api_ids WHERE id = $1', [id])).toEqual([]);
  });
  await migrated.database.write(inserts[1]!);
});

test('parts go with what they are below', async () => {
  const { apiId } = apiOf();
  await migrated.database.write(async (uow) => {
    await httpApis.insert(uow, apiOf(apiId));
    await httpRoutes.insert(uow, [routeOf(apiId, 'r2', '$default'), routeOf(apiId, 'r1', 'GET /a')]);
    expect(
      (await httpRoutes.list(uow, { apiId }, { after: null, count: 1 })).map(({ routeId }) => routeId),
    ).toEqual(['r1']);
    expect(await httpRoutes.findBy(uow, { apiId }, { routeKey: '$default' })).toMatchObject({
      routeId: 'r2',
    });
    await httpRoutes.update(uow, { ...routeOf(apiId, 'r1', 'GET /b'), requestModels: { $default: 'm' } });
    expect((await httpApiParts.all(uow, apiId)).routes).toMatchObject([
      { routeKey: 'GET /b' },
      { routeKey: '$default' },
    ]);
    expect(await httpRoutes.remove(uow, { apiId }, 'r1')).toBe(true);
    expect(await httpRoutes.remove(uow, { apiId }, 'r1')).toBe(false);
    await httpApiParts.clear(uow, apiId);
    expect(await httpIntegrations.all(uow, { apiId })).toEqual([]);
    await httpApis.remove(uow, owner, apiId);
  });
});

test('automatic deployments that nothing serves go, oldest first', async () => {
  const { apiId } = apiOf();
  await migrated.database.write(async (uow) => {
    await httpApis.insert(uow, apiOf(apiId));
    for (const [index, autoDeployed] of [true, false, true, true, true].entries()) {
      const deploymentId = `d${index}`;
      const made = {
        apiId,
        deploymentId,
        autoDeployed,
        description: null,
        createdAtMs: index,
        definitionDigest: 'x',
      };
      await httpDeployments.insert(uow, made, '{}');
    }
    await httpStages.insert(uow, stageOf(apiId, 'd0'));
    expect(await httpStages.find(uow, apiId, '$default')).toEqual(stageOf(apiId, 'd0'));
    await httpDeployments.removeSuperseded(uow, apiId, 1);
    const left = await httpDeployments.list(uow, apiId, { after: null, count: 10 });
    expect(left.map(({ deployment }) => deployment.deploymentId)).toEqual(['d4', 'd1', 'd0']);
    const after = httpDeployments.listPosition(left[0]!);
    expect(await httpDeployments.list(uow, apiId, { after, count: 1 })).toEqual([left[1]]);
  });
});

test('the migration can be taken back and run again, and keeps REST APIs', async () => {
  const id = newId(10, randomBytes);
  await migrated.database.write((uow) => restApis.insert(uow, restApiOf(id)));
  await migrated.migrate('down');
  await migrated.migrate('up');
  await migrated.database.write(async (uow) => {
    expect(await query(uow, 'SELECT id FROM api_ids WHERE id = $1', [id])).toEqual([{ id }]);
  });
});
