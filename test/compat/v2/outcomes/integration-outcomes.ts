import { limitReached } from '#libs/api-definition';
import type { Known } from '../../step.js';
import { functionArn } from '../http-api-steps.js';
import type { OutcomesOf } from './outcome.js';
import { badPosition, noApi, noIntegration, nowhere, position, tooLong } from './texts.js';

const api = ({ apiId }: Known) => ({ ApiId: apiId });
const integration = ({ apiId, integrationId }: Known) => ({ ApiId: apiId, IntegrationId: integrationId });
const unknownIntegration = (known: Known) => ({ ...api(known), IntegrationId: 'nope' });
const mock = ({ socketId, mockId }: Known) => ({ ApiId: socketId, IntegrationId: mockId });
const response = (known: Known) => ({
  ...mock(known),
  IntegrationResponseId: known['integrationResponseId'],
});
const unknownResponse = (known: Known) => ({ ...mock(known), IntegrationResponseId: 'nope' });
const aFunction = {
  IntegrationType: 'AWS_PROXY' as const,
  IntegrationUri: functionArn,
  PayloadFormatVersion: '2.0',
};
const noResponse = 'Invalid Integration Response identifier specified';

/** Integrations and their responses. */
export const integrationOutcomes: OutcomesOf<
  | 'CreateIntegration'
  | 'GetIntegration'
  | 'GetIntegrations'
  | 'UpdateIntegration'
  | 'DeleteIntegration'
  | 'CreateIntegrationResponse'
  | 'GetIntegrationResponse'
  | 'GetIntegrationResponses'
  | 'UpdateIntegrationResponse'
  | 'DeleteIntegrationResponse'
> = {
  CreateIntegration: {
    400: [
      [
        (known) => ({ ...api(known), IntegrationType: 'MOCK' }),
        'Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)',
      ],
      [
        (known) => ({ ...api(known), ...aFunction, TimeoutInMillis: 49 }),
        'Timeout should be between 50 ms and 30000 ms',
      ],
      [
        (known) => ({ ...api(known), ...aFunction, PayloadFormatVersion: '3.0' }),
        'Unsupported PayloadFormatVersion: 3.0',
      ],
    ],
    404: [
      [() => ({ ...nowhere, ...aFunction }), noApi],
      [
        (known) => ({
          ...api(known),
          IntegrationType: 'HTTP_PROXY',
          IntegrationMethod: 'GET',
          IntegrationUri:
            'arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/a/50dc6c495c0c9188/f2f7dc8efc522ab2',
          ConnectionType: 'VPC_LINK',
          ConnectionId: 'nope',
        }),
        'Invalid Vpc Link identifier specified',
      ],
    ],
    409: 'integrations have no names that could clash',
    429: [[(known) => ({ ...api(known), ...aFunction }), limitReached('integrationsPerHttpApi').message]],
  },
  GetIntegration: {
    404: [
      [(known) => ({ ...integration(known), ...nowhere }), noApi],
      [unknownIntegration, noIntegration],
    ],
  },
  GetIntegrations: {
    400: [[(known) => ({ ...api(known), ...position }), badPosition]],
    404: [[() => nowhere, noApi]],
  },
  UpdateIntegration: {
    400: [
      [
        (known) => ({ ...integration(known), ResponseParameters: { '99': { 'append:header.a': 'b' } } }),
        'Status Code 99 is not valid',
      ],
      [(known) => ({ ...integration(known), Description: 'x'.repeat(1025) }), tooLong('description', 1024)],
    ],
    404: [
      [(known) => ({ ...integration(known), ...nowhere }), noApi],
      [unknownIntegration, noIntegration],
    ],
    409: 'integrations have no names that could clash',
  },
  DeleteIntegration: {
    404: [
      [(known) => ({ ...integration(known), ...nowhere }), noApi],
      [unknownIntegration, noIntegration],
    ],
    409: [
      [
        integration,
        'Cannot delete Integration because it is referenced by the following Routes with Ids: [{routeId}]',
      ],
    ],
  },
  CreateIntegrationResponse: {
    400: [
      [
        (known) => ({ ...integration(known), IntegrationResponseKey: '$default' }),
        'IntegrationResponses are currently not supported for this API protocol type.',
      ],
      [
        (known) => ({ ...mock(known), IntegrationResponseKey: '200' }),
        'Invalid integration response key specified: 200. It must be $default or /expression/',
      ],
    ],
    404: [
      [(known) => ({ ...mock(known), ...nowhere, IntegrationResponseKey: '$default' }), noApi],
      [(known) => ({ ...unknownIntegration(known), IntegrationResponseKey: '$default' }), noIntegration],
    ],
    409: [
      [
        (known) => ({ ...mock(known), IntegrationResponseKey: '$default' }),
        'Integration response with key $default already exists for this integration',
      ],
    ],
  },
  GetIntegrationResponse: {
    404: [
      [(known) => ({ ...response(known), ...nowhere }), noApi],
      [unknownResponse, noResponse],
    ],
  },
  GetIntegrationResponses: {
    400: [[(known) => ({ ...mock(known), ...position }), badPosition]],
    404: [
      [(known) => ({ ...mock(known), ...nowhere }), noApi],
      [unknownIntegration, noIntegration],
    ],
  },
  UpdateIntegrationResponse: {
    400: [
      [
        (known) => ({ ...response(known), IntegrationResponseKey: 'x' }),
        'Invalid integration response key specified: x. It must be $default or /expression/',
      ],
    ],
    404: [
      [(known) => ({ ...response(known), ...nowhere }), noApi],
      [unknownResponse, noResponse],
    ],
    409: [
      [
        (known) => ({ ...response(known), IntegrationResponseKey: '/taken/' }),
        'Integration response with key /taken/ already exists for this integration',
      ],
    ],
  },
  DeleteIntegrationResponse: {
    404: [
      [(known) => ({ ...response(known), ...nowhere }), noApi],
      [unknownResponse, noResponse],
    ],
  },
};
