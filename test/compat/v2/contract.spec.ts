import * as sdk from '@aws-sdk/client-apigatewayv2';
import { v2 } from '#libs/aws-wire';
import { importCertificate } from '../../../apps/control-plane/src/testing/import-certificate.js';
import { servedOperations } from '../../../apps/control-plane/src/testing/served-operations.js';
import {
  startControlPlane,
  type TestControlPlane,
} from '../../../apps/control-plane/src/testing/start-control-plane.js';
import { createRecordingClientV2, type RecordingClient } from '../recording-client.js';
import { findDepartures, serviceModelV2 } from '../service-model.js';
import type { Known } from '../step.js';
import { accountRemovalSteps, accountSteps } from './account-steps.js';
import { httpApiRemovalSteps, httpApiSteps } from './http-api-steps.js';
import type { Step } from './step.js';

const steps: readonly Step[] = [
  ...httpApiSteps,
  ...accountSteps,
  ...accountRemovalSteps,
  ...httpApiRemovalSteps,
];

let plane: TestControlPlane;
let recording: RecordingClient<sdk.ApiGatewayV2Client>;
/** Steps lean on each other, in their order, as a user's calls do. */
const known: Record<string, string> = {};

beforeAll(async () => {
  plane = await startControlPlane();
  recording = createRecordingClientV2(plane);
  known['certificateArn'] = await importCertificate(plane);
});
afterAll(async () => {
  recording?.client.destroy();
  await plane?.close();
});

type AnyCommand = Parameters<sdk.ApiGatewayV2Client['send']>[0];
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
    expect(findDepartures(serviceModelV2, step.operation, recording.lastResponse())).toEqual([]);
    expect(step.shows.filter((member) => output[member] === undefined)).toEqual([]);
    for (const [name, member] of Object.entries(step.keeps)) known[name] = output[member] as string;
  });
});

describe('completeness', () => {
  const inModel = Object.keys(serviceModelV2.operations) as v2.OperationName[];

  test('every operation of the model is in the table, and called above', () => {
    expect(Object.keys(v2.operations).sort()).toEqual([...inModel].sort());
    expect(inModel).toHaveLength(77);
    expect(inModel.filter((name) => !steps.some(({ operation }) => operation === name))).toEqual([]);
  });

  test('every operation of the model is bound', () => {
    const served = servedOperations(plane.app);
    expect(inModel.filter((name) => !served.has(v2.operations[name]))).toEqual([]);
  });
});
