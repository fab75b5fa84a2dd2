import { replace, type Known } from '../step.js';
import { atOnceOnly, names, noCount, noRival, reads, type OutcomesOf } from './outcome.js';
import { badPathOf, badPosition, noApi, noStage, nowhere, position, reached } from './texts.js';

const api = ({ restApiId }: Known) => ({ restApiId });
const stage = (known: Known) => ({ ...api(known), stageName: 'dev' });
const noSuch = (known: Known) => ({ ...api(known), stageName: 'nope' });
const elsewhere = { ...nowhere, stageName: 'dev' };
const deployment = ({ restApiId, deploymentId }: Known) => ({ restApiId, deploymentId });
const unknown = (known: Known) => ({ ...api(known), deploymentId: 'nope' });
const noDeployment = 'Invalid Deployment identifier specified';
const deployable = ({ regionalId }: Known) => ({ restApiId: regionalId });
const tooMany = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`v${index}`, 'x']));
const tooManyVariables = 'Maximum number of stage variables exceeded: 100';
const restApiArn = (id: string) => `arn:aws:apigateway:us-east-1::/restapis/${id}`;
const notAnArn = 'Invalid ARN specified in the request: nope';

/** Deployment, Stage and what is had of one, and tags. */
export const stageOutcomes: OutcomesOf<
  | 'CreateDeployment'
  | 'GetDeployment'
  | 'GetDeployments'
  | 'UpdateDeployment'
  | 'DeleteDeployment'
  | 'CreateStage'
  | 'GetStage'
  | 'GetStages'
  | 'UpdateStage'
  | 'DeleteStage'
  | 'FlushStageCache'
  | 'FlushStageAuthorizersCache'
  | 'GetExport'
  | 'GetSdk'
  | 'GetSdkType'
  | 'GetSdkTypes'
  | 'TagResource'
  | 'UntagResource'
  | 'GetTags'
> = {
  CreateDeployment: {
    400: [
      [(known) => ({ ...deployable(known), stageName: 'a b' }), 'Stage name only allows a-zA-Z0-9_-'],
      [
        (known) => ({ ...api(known), stageName: '', canarySettings: {} }),
        'Invalid deployment content specified.Non null and non empty stageName must be provided for canary deployment. Provided value is ',
      ],
      [({ importedId }) => ({ restApiId: importedId }), 'No integration defined for method'],
    ],
    404: [[() => nowhere, noApi]],
    409: 'a stage that is there moves to the new deployment',
    429: [
      [(known) => ({ ...deployable(known), stageName: 'more' }), reached('stagesPerRestApi')],
      [(known) => ({ ...deployable(known), stageName: 'one', variables: tooMany }), tooManyVariables],
    ],
  },
  GetDeployment: {
    400: names,
    404: [
      [(known) => ({ ...deployment(known), ...nowhere }), noDeployment],
      [unknown, noDeployment],
    ],
  },
  GetDeployments: {
    400: [[(known) => ({ ...api(known), position }), badPosition]],
    404: [[() => nowhere, noApi]],
  },
  UpdateDeployment: {
    400: [[(known) => ({ ...deployment(known), ...replace('/nope', 'x') }), badPathOf('/description')]],
    404: [
      [(known) => ({ ...deployment(known), ...nowhere }), noDeployment],
      [unknown, noDeployment],
    ],
    409: noRival,
    429: noCount,
  },
  DeleteDeployment: {
    400: [[deployment, 'Active stages pointing to this deployment must be moved or deleted']],
    404: [
      [(known) => ({ ...deployment(known), ...nowhere }), noDeployment],
      [unknown, noDeployment],
    ],
    409: 'a stage that points to it is a BadRequestException',
    429: noCount,
  },
  CreateStage: {
    400: [[(known) => ({ ...deployment(known), stageName: 'a b' }), 'Stage name only allows a-zA-Z0-9_-']],
    404: [
      [(known) => ({ ...deployment(known), ...nowhere, stageName: 'more' }), noApi],
      [(known) => ({ ...unknown(known), stageName: 'more' }), noDeployment],
    ],
    409: [[(known) => ({ ...deployment(known), stageName: 'dev' }), 'Stage already exists']],
    429: [
      [(known) => ({ ...deployment(known), stageName: 'more' }), reached('stagesPerRestApi')],
      [(known) => ({ ...deployment(known), stageName: 'more', variables: tooMany }), tooManyVariables],
    ],
  },
  GetStage: {
    400: names,
    404: [
      [() => elsewhere, noStage],
      [noSuch, noStage],
    ],
    409: reads,
    429: reads,
  },
  GetStages: { 400: names, 404: [[() => nowhere, noApi]], 409: reads, 429: reads },
  UpdateStage: {
    400: [
      [
        (known) => ({ ...stage(known), patchOperations: [{ op: 'remove', path: '/nope' }] }),
        'Cannot remove method setting nope because there is no method setting for this method ',
      ],
      [
        (known) => ({ ...stage(known), ...replace('/accessLogSettings/format', 'x') }),
        "Access Log format must include either $context.requestId or $context.extendedRequestId : 'x'",
      ],
      [
        (known) => ({ ...stage(known), ...replace('/accessLogSettings/destinationArn', 'x') }),
        "Invalid ARN specified in the request. ARNs must start with 'arn:': x",
      ],
    ],
    404: [
      [() => elsewhere, noStage],
      [noSuch, noStage],
      [(known) => ({ ...stage(known), ...replace('/deploymentId', 'nope') }), noDeployment],
    ],
    409: noRival,
    429: [
      [
        (known) => ({
          ...stage(known),
          patchOperations: Object.entries(tooMany).map(([name, value]) => ({
            op: 'replace',
            path: `/variables/${name}`,
            value,
          })),
        }),
        tooManyVariables,
      ],
    ],
  },
  DeleteStage: {
    400: [
      [
        stage,
        'Deleting stage dev failed. Please remove all base path mappings related to the stage in your domains: api.contract.test',
      ],
    ],
    404: [
      [() => elsewhere, noStage],
      [noSuch, noStage],
    ],
    409: 'a mapping that names it is a BadRequestException',
    429: noCount,
  },
  FlushStageCache: {
    400: names,
    404: [
      [() => elsewhere, noStage],
      [noSuch, noStage],
    ],
    409: noRival,
    429: noCount,
  },
  FlushStageAuthorizersCache: {
    400: names,
    404: [
      [() => elsewhere, noStage],
      [noSuch, noStage],
    ],
    409: noRival,
    429: noCount,
  },
  GetExport: {
    400: [
      [
        (known) => ({ ...stage(known), exportType: 'raml' }),
        'Invalid export type specified. Valid options are swagger,oas30',
      ],
    ],
    404: [
      [() => ({ ...elsewhere, exportType: 'oas30' }), noStage],
      [(known) => ({ ...noSuch(known), exportType: 'oas30' }), noStage],
    ],
    409: reads,
    429: reads,
  },
  GetSdk: {
    400: [
      [
        (known) => ({ ...stage(known), sdkType: 'swift' }),
        'Tollgate generates SDKs of the type javascript only. For swift, use a client generator on the document that GetExport gives.',
      ],
    ],
    404: [
      [() => ({ ...elsewhere, sdkType: 'javascript' }), noStage],
      [(known) => ({ ...noSuch(known), sdkType: 'javascript' }), noStage],
      [(known) => ({ ...stage(known), sdkType: 'nope' }), 'Invalid SDK type identifier specified'],
    ],
    409: reads,
    429: reads,
  },
  GetSdkType: { 400: names, 404: [[() => ({ id: 'nope' }), 'Invalid SDK type identifier specified']] },
  GetSdkTypes: { 400: 'the list is short, and comes whole', 404: 'the types are always there' },
  TagResource: {
    400: [
      [() => ({ resourceArn: 'nope', tags: {} }), notAnArn],
      [
        ({ restApiId }) => ({ resourceArn: restApiArn(restApiId!), tags: { 'aws:x': 'y' } }),
        'Invalid tag key specified. Keys must not begin with aws:',
      ],
    ],
    404: [[() => ({ resourceArn: restApiArn('nope'), tags: {} }), noApi]],
    409: atOnceOnly,
    429: 'more than 50 tags are a BadRequestException',
  },
  UntagResource: {
    400: [[() => ({ resourceArn: 'nope', tagKeys: ['a'] }), notAnArn]],
    404: [[() => ({ resourceArn: restApiArn('nope'), tagKeys: ['a'] }), noApi]],
    409: atOnceOnly,
    429: noCount,
  },
  GetTags: {
    400: [[() => ({ resourceArn: 'nope' }), notAnArn]],
    404: [[() => ({ resourceArn: restApiArn('nope') }), noApi]],
  },
};
