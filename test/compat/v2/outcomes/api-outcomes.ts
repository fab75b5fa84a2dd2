import { limitReached } from '#libs/api-definition';
import type { Known } from '../../step.js';
import type { OutcomesOf } from './outcome.js';
import { badPosition, noApi, noDeployment, noStage, nowhere, position, tooLong } from './texts.js';

const api = ({ apiId }: Known) => ({ ApiId: apiId });
const dev = ({ apiId }: Known) => ({ ApiId: apiId, StageName: 'dev' });
const unknownStage = (known: Known) => ({ ...api(known), StageName: 'nope' });
const deployment = ({ apiId, deploymentId }: Known) => ({ ApiId: apiId, DeploymentId: deploymentId });
const unknownDeployment = (known: Known) => ({ ...api(known), DeploymentId: 'nope' });
const noRival = 'nothing else can have, or need, what it sets';

/** APIs, deployments, stages. */
export const apiOutcomes: OutcomesOf<
  | 'CreateApi'
  | 'GetApi'
  | 'GetApis'
  | 'UpdateApi'
  | 'DeleteApi'
  | 'DeleteCorsConfiguration'
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
  | 'DeleteAccessLogSettings'
  | 'DeleteRouteSettings'
> = {
  CreateApi: {
    400: [
      [() => ({ Name: '', ProtocolType: 'HTTP' }), 'Name cannot be empty'],
      [() => ({ Name: 'x'.repeat(129), ProtocolType: 'HTTP' }), tooLong('name', 128)],
      [
        () => ({ Name: 'n', ProtocolType: 'HTTP', Tags: { 'tollgate:rest-features': 'true' } }),
        'Invalid tag value specified for key tollgate:rest-features. Must be one of: [on, off]',
      ],
    ],
    404: 'it needs nothing that could be missing',
    409: 'names of APIs may be had twice',
    429: [[() => ({ Name: 'n', ProtocolType: 'HTTP' }), limitReached('httpApis').message]],
  },
  GetApi: { 404: [[() => nowhere, noApi]] },
  GetApis: { 400: [[() => position, badPosition]], 404: 'a list of an account is always there' },
  UpdateApi: {
    400: [[(known) => ({ ...api(known), Description: 'x'.repeat(1025) }), tooLong('description', 1024)]],
    404: [[() => nowhere, noApi]],
    409: noRival,
  },
  DeleteApi: {
    404: [[() => nowhere, noApi]],
    409: [
      [
        api,
        'Deleting API {apiId} failed. Please remove all API mappings related to the API in your domains: contract.example.com',
      ],
    ],
  },
  DeleteCorsConfiguration: { 404: [[() => nowhere, noApi]] },
  CreateDeployment: {
    400: [
      [({ plainId }) => ({ ApiId: plainId }), 'Unable to deploy API because no routes exist in this API'],
      [(known) => ({ ...api(known), Description: 'x'.repeat(1025) }), tooLong('description', 1024)],
    ],
    404: [
      [() => nowhere, noApi],
      [unknownStage, noStage],
    ],
    409: noRival,
  },
  GetDeployment: {
    404: [
      [(known) => ({ ...deployment(known), ...nowhere }), noApi],
      [unknownDeployment, noDeployment],
    ],
  },
  GetDeployments: {
    400: [[(known) => ({ ...api(known), ...position }), badPosition]],
    404: [[() => nowhere, noApi]],
  },
  UpdateDeployment: {
    400: [
      [(known) => ({ ...deployment(known), Description: 'x'.repeat(1025) }), tooLong('description', 1024)],
    ],
    404: [
      [(known) => ({ ...deployment(known), ...nowhere }), noApi],
      [unknownDeployment, noDeployment],
    ],
    409: noRival,
  },
  DeleteDeployment: {
    400: [[deployment, 'Active stages pointing to this deployment must be moved or deleted']],
    404: [
      [(known) => ({ ...deployment(known), ...nowhere }), noApi],
      [unknownDeployment, noDeployment],
    ],
  },
  CreateStage: {
    400: [
      [(known) => ({ ...api(known), StageName: 'a/b' }), 'Stage name only allows a-zA-Z0-9_-'],
      [
        (known) => ({
          ...api(known),
          StageName: 'new',
          AutoDeploy: true,
          DeploymentId: known['deploymentId'],
        }),
        'A stage with autoDeploy takes every change of the API by itself: its deployment cannot be chosen',
      ],
    ],
    404: [
      [() => ({ ...nowhere, StageName: 'new' }), noApi],
      [(known) => ({ ...api(known), StageName: 'new', DeploymentId: 'nope' }), noDeployment],
    ],
    409: [[dev, 'Stage already exists']],
    429: [[(known) => ({ ...api(known), StageName: 'more' }), limitReached('stagesPerHttpApi').message]],
  },
  GetStage: {
    404: [
      [() => ({ ...nowhere, StageName: 'dev' }), noApi],
      [unknownStage, noStage],
    ],
  },
  GetStages: {
    400: [[(known) => ({ ...api(known), ...position }), badPosition]],
    404: [[() => nowhere, noApi]],
  },
  UpdateStage: {
    400: [[(known) => ({ ...dev(known), Description: 'x'.repeat(1025) }), tooLong('description', 1024)]],
    404: [
      [() => ({ ...nowhere, StageName: 'dev' }), noApi],
      [unknownStage, noStage],
      [
        (known) => ({ ...dev(known), RouteSettings: { 'GET /nope': { ThrottlingBurstLimit: 1 } } }),
        'Unable to find Route by key GET /nope within the provided RouteSettings',
      ],
    ],
    409: noRival,
  },
  DeleteStage: {
    404: [
      [() => ({ ...nowhere, StageName: 'dev' }), noApi],
      [unknownStage, noStage],
    ],
  },
  DeleteAccessLogSettings: {
    404: [
      [() => ({ ...nowhere, StageName: 'dev' }), noApi],
      [unknownStage, noStage],
    ],
  },
  DeleteRouteSettings: {
    404: [
      [() => ({ ...nowhere, StageName: 'dev', RouteKey: 'GET /pets/{id}' }), noApi],
      [(known) => ({ ...unknownStage(known), RouteKey: 'GET /pets/{id}' }), noStage],
      [(known) => ({ ...dev(known), RouteKey: 'GET /nope' }), 'Invalid route settings key specified'],
    ],
  },
};
