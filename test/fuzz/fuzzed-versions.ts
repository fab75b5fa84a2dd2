import * as sdkV1 from '@aws-sdk/client-api-gateway';
import * as sdkV2 from '@aws-sdk/client-apigatewayv2';
import { v1, v2, type Operation } from '#libs/aws-wire';
import { clientOfV2 } from '../../apps/control-plane/src/testing/client-of-v2.js';
import { accountSteps } from '../compat/account-steps.js';
import { restApiSteps } from '../compat/rest-api-steps.js';
import { serviceModel, serviceModelV2 } from '../compat/service-model.js';
import { accountSteps as accountStepsV2 } from '../compat/v2/account-steps.js';
import { httpApiSteps } from '../compat/v2/http-api-steps.js';
import type { FuzzedApi } from './arbitrary-call.js';
import type { MakingStep, WorldMaker } from './fuzz-world.js';
import { likelyTexts } from './likely-texts.js';
import { likelyTextsV2 } from './likely-texts-v2.js';

/** A version of the management API, as far as fuzzing it differs. */
export interface FuzzedVersion extends FuzzedApi, WorldMaker {
  readonly version: 1 | 2;
}

const makes = ({ operation }: MakingStep): boolean => /^(Create|Put|Generate|Import)/.test(operation);

// What takes all of a world away comes rarely. A key pair takes a hundred times as long as any other call.
export const fuzzedVersions: readonly FuzzedVersion[] = [
  {
    version: 1,
    operations: Object.values<Operation>(v1.operations),
    model: serviceModel,
    likely: likelyTexts,
    rare: ['DeleteRestApi', 'GenerateClientCertificate', 'DeleteClientCertificate'],
    steps: [...restApiSteps, ...accountSteps].filter(makes),
    send: ({ client }, operation, input) => {
      type Command = Parameters<sdkV1.APIGatewayClient['send']>[0];
      const New = sdkV1[`${operation}Command` as keyof typeof sdkV1] as unknown as new (i: object) => Command;
      return client.send(new New(input));
    },
  },
  {
    version: 2,
    operations: Object.values<Operation>(v2.operations),
    model: serviceModelV2,
    likely: likelyTextsV2,
    // With what they take away, most calls would be of what is not there.
    rare: Object.keys(v2.operations).filter((name) => name.startsWith('Delete')),
    steps: [...httpApiSteps, ...accountStepsV2].filter(makes),
    send: (plane, operation, input) => {
      type Command = Parameters<sdkV2.ApiGatewayV2Client['send']>[0];
      const New = sdkV2[`${operation}Command` as keyof typeof sdkV2] as unknown as new (i: object) => Command;
      return clientOfV2(plane).send(new New(input));
    },
  },
];
