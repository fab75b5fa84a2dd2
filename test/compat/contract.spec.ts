import * as sdk from '@aws-sdk/client-api-gateway';
import { operations, type OperationName } from '#libs/aws-wire';
import { notYetOffered } from '../../apps/control-plane/src/management/http/not-yet-offered.js';
import { boundOperations } from '../../apps/control-plane/src/management/http/operation.decorator.js';
import {
  startControlPlane,
  type TestControlPlane,
} from '../../apps/control-plane/src/testing/start-control-plane.js';
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
/** Steps lean on each other, in their order, as a user's calls do. */
const known: Record<string, string> = {};

beforeAll(async () => {
  plane = await startControlPlane();
  recording = createRecordingClient(plane);
});
afterAll(async () => {
  recording?.client.destroy();
  await plane?.close();
});

type AnyCommand = Parameters<sdk.APIGatewayClient['send']>[0];
const commandOf = (step: Step, given: Known): AnyCommand => {
  const Command = sdk[`${step.operation}Command`] as unknown as new (input: object) => AnyCommand;
  return new Command(step.input(given));
};
/** What was not made for want of an operation is named all the same: the refusal must come before any look-up. */
const orInvented = (given: Known): Known =>
  new Proxy(given, { get: (target, name) => target[String(name)] ?? 'invented' });

describe('through the real SDK', () => {
  const offered = steps.filter(({ operation }) => !(operation in notYetOffered));
  test.each(offered)('$operation answers with the status, members and types of the model', async (step) => {
    const output = (await recording.client.send(commandOf(step, known))) as unknown as Record<
      string,
      unknown
    >;
    expect(findDepartures(step.operation, recording.lastAnswer())).toEqual([]);
    expect(step.shows.filter((member) => output[member] === undefined)).toEqual([]);
    for (const [name, member] of Object.entries(step.keeps)) known[name] = output[member] as string;
  });

  const refused = steps.filter(({ operation }) => operation in notYetOffered);
  test.each(refused)('$operation, which is not offered yet, says so', async (step) => {
    await expect(recording.client.send(commandOf(step, orInvented(known)))).rejects.toMatchObject({
      name: 'BadRequestException',
      message: `Tollgate does not offer ${step.operation} yet.`,
    });
  });
});

describe('completeness', () => {
  const inModel = Object.keys(serviceModel.operations) as OperationName[];

  test('every operation of the model is in the table, and is called above', () => {
    expect(Object.keys(operations).sort()).toEqual([...inModel].sort());
    expect(inModel.filter((name) => !steps.some(({ operation }) => operation === name))).toEqual([]);
  });

  test('every operation of the model is either bound or listed as not yet offered, with a reason', () => {
    expect(inModel.filter((name) => !boundOperations.has(name)).sort()).toEqual(
      Object.keys(notYetOffered).sort(),
    );
    expect(Object.values(notYetOffered).filter((reason) => reason.length < 10)).toEqual([]);
  });
});
