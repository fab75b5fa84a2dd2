import {
  CreateApiKeyCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  ImportApiKeysCommand,
  PutIntegrationCommand,
  TestInvokeMethodCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { createLogger } from '#libs/telemetry';
import { seedRestApi } from '../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

const secret = 'SECRET-91be-planted-by-a-test';
const lines: string[] = [];
let plane: TestControlPlane;
beforeAll(async () => {
  const stream = { write: (line: string) => lines.push(line) };
  plane = await startControlPlane({ log: createLogger({ name: 'test', level: 'debug', stream }) });
});
afterAll(() => plane.close());

test('while Postgres breaks off what is under way, no secret of a call gets into the log', async () => {
  const { client } = plane;
  const { id: restApiId, rootResourceId: resourceId } = await seedRestApi(plane);
  const calls = [
    () => client.send(new CreateRestApiCommand({ name: secret, description: secret })),
    () =>
      client.send(
        new UpdateRestApiCommand({
          restApiId,
          patchOperations: [{ op: 'replace', path: '/description', value: secret }],
        }),
      ),
    () =>
      client.send(
        new PutIntegrationCommand({
          restApiId,
          resourceId,
          httpMethod: 'GET',
          type: 'MOCK',
          requestTemplates: { 'application/json': secret },
        }),
      ),
    () =>
      client.send(
        new CreateStageCommand({
          restApiId,
          stageName: 'dev',
          deploymentId: 'none',
          variables: { v: secret },
        }),
      ),
    () => client.send(new CreateApiKeyCommand({ name: 'key', value: secret })),
    () =>
      client.send(
        new ImportApiKeysCommand({ format: 'csv', body: Buffer.from(`Name,Key\none,${secret}-imported\n`) }),
      ),
    () =>
      client.send(
        new TestInvokeMethodCommand({
          restApiId,
          resourceId,
          httpMethod: 'GET',
          headers: { Authorization: secret, 'x-api-key': secret },
          body: secret,
        }),
      ),
  ];
  let breaking = true;
  const breaker = (async () => {
    while (breaking) {
      await plane.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE application_name = 'tollgate' AND datname = current_database()`,
      );
    }
  })();
  const failures = (): number => lines.filter((line) => line.includes('a call failed')).length;
  for (let round = 0; round < 200 && failures() < 40; round += 1) {
    await Promise.allSettled(calls.map((call) => call()));
  }
  breaking = false;
  await breaker;
  expect(failures()).toBeGreaterThanOrEqual(40);
  expect(lines.filter((line) => line.includes('SECRET'))).toEqual([]);
}, 180_000);
