import { OrderOfMethodMaps0017 } from '../../../../migrations/0017-order-of-method-maps.js';
import type { Database } from '../database/database.js';
import { createMigratedDatabase, type MigratedDatabase } from '../testing/migrated-database.js';
import { query } from '../database/statements.js';
import { methods } from './methods.js';

let migrated: MigratedDatabase;
let database: Database;
beforeAll(async () => {
  migrated = await createMigratedDatabase(new OrderOfMethodMaps0017());
  database = migrated.database;
});
afterAll(() => migrated.drop());

/** As the release before inserts. */
const insertAsBefore = (httpMethod: string, requestParameters: object) =>
  database.write((uow) =>
    query(
      uow,
      `INSERT INTO methods (rest_api_id, resource_id, http_method, authorization_type, api_key_required,
                            request_parameters, method_responses)
       SELECT m.* FROM jsonb_to_recordset($1::jsonb)
           AS m ("restApiId" text, "resourceId" text, "httpMethod" text, "authorizationType" text,
                 "apiKeyRequired" boolean, "requestParameters" jsonb, "methodResponses" jsonb)`,
      [
        JSON.stringify([
          {
            restApiId: 'api',
            resourceId: 'root',
            httpMethod,
            authorizationType: 'NONE',
            apiKeyRequired: false,
            requestParameters,
            methodResponses: {},
          },
        ]),
      ],
    ),
  );
const parametersOf = async (httpMethod: string) =>
  (await database.read((uow) => methods.find(uow, 'api', 'root', httpMethod)))?.requestParameters;

test('rows of before are kept, the release before goes on writing, and order is kept from now on', async () => {
  await migrated.migrate('down');
  await database.write(async (uow) => {
    await query(
      uow,
      `INSERT INTO rest_apis (id, account_id, region, name, created_at, api_key_source, binary_media_types,
                              disable_execute_api_endpoint, endpoint_configuration, root_resource_id, tags)
       VALUES ('api', '000000000000', 'us-east-1', 'a', now(), 'HEADER', '{}', false, '{}', 'root', '{}')`,
    );
    await query(
      uow,
      `INSERT INTO resources (rest_api_id, id, parent_id, path_part, path) VALUES ('api', 'root', NULL, NULL, '/')`,
    );
  });
  await insertAsBefore('GET', { b: true, a: false });
  for (const direction of ['up', 'down', 'up'] as const) await migrated.migrate(direction);
  expect(await parametersOf('GET')).toEqual({ a: false, b: true });

  await insertAsBefore('PUT', { d: true, c: false });
  const put = (await database.read((uow) => methods.find(uow, 'api', 'root', 'PUT')))!;
  expect(put.requestParameters).toEqual({ c: false, d: true });

  const ordered = { zz: true, b: false, a: true };
  await database.write((uow) => methods.update(uow, { ...put, requestParameters: ordered }));
  await database.write((uow) =>
    methods.insert(uow, [{ ...put, httpMethod: 'POST', requestParameters: ordered }]),
  );
  for (const httpMethod of ['PUT', 'POST']) {
    expect(Object.keys((await parametersOf(httpMethod)) ?? {})).toEqual(['zz', 'b', 'a']);
  }
});

test.each(['\0', '\ud800'])('what Postgres cannot keep as text is still refused (%j)', async (character) => {
  await expect(insertAsBefore('HEAD', { [character]: true })).rejects.toThrow();
  const get = (await database.read((uow) => methods.find(uow, 'api', 'root', 'GET')))!;
  const odd = { ...get, httpMethod: 'HEAD' as const, requestParameters: { [character]: true } };
  await expect(database.write((uow) => methods.insert(uow, [odd]))).rejects.toThrow();
  await expect(database.write((uow) => methods.update(uow, { ...odd, httpMethod: 'GET' }))).rejects.toThrow();
});
