import { createDatabase, gateways, type Database } from '#libs/persistence';
import { sealDocument } from '#libs/snapshot-format';
import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { gatewaysLacking } from './gateways-lacking.js';

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, poolSize: 2, log: silentLogger });
  await database.migrate();
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

test('connected gateways that lack what a document requires are named, with what they lack', async () => {
  const reports = { all: ['vpc-links', 'client-certificates'], some: ['vpc-links'], earlier: null };
  for (const [id, capabilities] of Object.entries({ ...reports, gone: [] })) {
    const report = { appliedSeq: 0, refused: [], refusedCount: 0, capabilities };
    const mark = await database.write((uow) => gateways.acknowledge(uow, id, report));
    if (id === 'gone') await database.write((uow) => gateways.disconnected(uow, id, mark));
  }
  const document = (requires: readonly string[]) => [
    sealDocument('stage', 'a/dev', { requires } as never),
    sealDocument('stage', 'a/prod', { requires: ['vpc-links'] } as never),
  ];
  expect(await gatewaysLacking(database, document(['client-certificates']))).toEqual([
    { gatewayId: 'some', lacks: ['client-certificates'] },
  ]);
  expect(await gatewaysLacking(database, document([]))).toEqual([]);
  expect((await gatewaysLacking(database, document(['tomorrow']))).map(({ gatewayId }) => gatewayId)).toEqual(
    ['all', 'earlier', 'some'],
  );
});
