import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as sdk from '@aws-sdk/client-api-gateway';
import { v1 } from '#libs/aws-wire';
import { gateways } from '#libs/persistence';
import { waitFor } from '#libs/testing';
import { importCertificate } from '../../apps/control-plane/src/testing/import-certificate.js';
import { servedOperations } from '../../apps/control-plane/src/testing/served-operations.js';
import {
  startControlPlane,
  type TestControlPlane,
} from '../../apps/control-plane/src/testing/start-control-plane.js';
import type { Gateway } from '../../apps/gateway/src/gateway.js';
import { startBackend, type TestBackend } from '../../apps/gateway/src/testing/backend.js';
import { startTestGateway } from '../../apps/gateway/src/testing/test-gateway.js';
import { accountRemovalSteps, accountSteps } from './account-steps.js';
import { createRecordingClient, type RecordingClient } from './recording-client.js';
import { restApiRemovalSteps, restApiSteps } from './rest-api-steps.js';
import { findDepartures, serviceModel } from './service-model.js';
import type { Known, Step } from './step.js';

const steps: readonly Step[] = [
  ...restApiSteps,
  ...accountSteps,
  ...accountRemovalSteps,
  ...restApiRemovalSteps,
];

let plane: TestControlPlane;
let recording: RecordingClient;
/** Tests are run by a gateway, and an authorizer's by a function. */
let gateway: Gateway;
let runtime: TestBackend;
let dataDir: string;
/** Steps lean on each other, in their order, as a user's calls do. */
const known: Record<string, string> = {};

beforeAll(async () => {
  plane = await startControlPlane();
  known['certificateArn'] = await importCertificate(plane, { names: ['*.contract.test'] });
  recording = createRecordingClient(plane);
  runtime = await startBackend((_, response) => response.end(policy));
  dataDir = await mkdtemp(join(tmpdir(), 'tollgate-contract-'));
  const aws = {
    credentials: () => null,
    endpointUrls: {},
    endpointUrl: runtime.origin,
    functionUrls: new Map(),
  };
  gateway = await startTestGateway({ controlPlaneUrl: plane.url, token: plane.gatewayToken, dataDir, aws });
  await waitFor(async () => (await plane.database.read((uow) => gateways.lowestApplied(uow))) !== null);
});
afterAll(async () => {
  await gateway?.stop(1000);
  await runtime?.close();
  await rm(dataDir, { recursive: true, force: true });
  recording?.client.destroy();
  await plane?.close();
});

const policy = JSON.stringify({
  principalId: 'me',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }],
  },
  context: { level: 1 },
});

type AnyCommand = Parameters<sdk.APIGatewayClient['send']>[0];
const commandOf = (step: Step, given: Known): AnyCommand => {
  const Command = sdk[`${step.operation}Command`] as unknown as new (input: object) => AnyCommand;
  return new Command(step.input(given));
};
describe('through the real SDK', () => {
  test.each(steps)('$operation responds with the status, members and types of the model', async (step) => {
    const output = (await recording.client.send(commandOf(step, known))) as unknown as Record<
      string,
      unknown
    >;
    expect(findDepartures(serviceModel, step.operation, recording.lastResponse())).toEqual([]);
    expect(step.shows.filter((member) => output[member] === undefined)).toEqual([]);
    for (const [name, member] of Object.entries(step.keeps)) known[name] = output[member] as string;
  });
});

describe('completeness', () => {
  const inModel = Object.keys(serviceModel.operations) as v1.OperationName[];

  test('every operation of the model is in the table, and is called above', () => {
    expect(Object.keys(v1.operations).sort()).toEqual([...inModel].sort());
    expect(inModel.filter((name) => !steps.some(({ operation }) => operation === name))).toEqual([]);
  });

  test('every operation of the model is bound', () => {
    const served = servedOperations(plane.app);
    expect(inModel.filter((name) => !served.has(v1.operations[name]))).toEqual([]);
    expect(inModel).toHaveLength(124);
  });
});
