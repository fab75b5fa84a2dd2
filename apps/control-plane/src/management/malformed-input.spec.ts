import {
  CreateApiKeyCommand,
  CreateDeploymentCommand,
  CreateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import { v1, type Operation } from '#libs/aws-wire';
import { callOddly, oddTexts, oddValues } from '../testing/odd-input.js';
import { seedRestApi } from '../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
/**
 * What really exists, by the name of the member that says it; so that odd values beside it come as far as
 * they can.
 */
let known: Readonly<Record<string, string>>;

beforeAll(async () => {
  plane = await startControlPlane();
  const { id: restApiId, rootResourceId } = await seedRestApi(plane);
  const deployment = await plane.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
  const plan = await plane.client.send(new CreateUsagePlanCommand({ name: 'plan' }));
  const key = await plane.client.send(new CreateApiKeyCommand({}));
  known = {
    restApiId,
    resourceId: rootResourceId,
    parentId: rootResourceId,
    httpMethod: 'GET',
    statusCode: '200',
    stageName: 'dev',
    deploymentId: deployment.id!,
    usagePlanId: plan.id!,
    keyId: key.id!,
    apiKey: key.id!,
    keyType: 'API_KEY',
    authorizationType: 'NONE',
    type: 'MOCK',
    name: 'Odd',
    contentType: 'application/json',
    resourceArn: `arn:aws:apigateway:us-east-1::/restapis/${restApiId}`,
  };
});
afterAll(() => plane.close());

const oddOperations = [
  '/name',
  '/variables/a',
  '/*/*/throttling/rateLimit',
  '/\0',
  '//',
  '/__proto__/GET',
].flatMap((path) =>
  ['add', 'remove', 'replace'].flatMap((op) => ['\0', '1e400'].map((value) => [{ op, path, value }])),
);

// Deleting is tried with odd names only: what the other cases build on must stay.
const offered = Object.values<Operation>(v1.operations);

test.each(offered)('$name answers odd input with an AWS error, never with a 5xx', async (operation) => {
  for (const member of operation.members) {
    const values =
      member.name === 'patchOperations' ? oddOperations : member.location === 'body' ? oddValues : oddTexts;
    for (const value of values) {
      const status = await callOddly(plane, operation, known, [member, value]);
      expect({ member: member.name, value, failed: status >= 500 }).toEqual({
        member: member.name,
        value,
        failed: false,
      });
    }
  }
});
