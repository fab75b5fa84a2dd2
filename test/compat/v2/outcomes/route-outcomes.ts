import { limitReached } from '#libs/api-definition';
import type { Known } from '../../step.js';
import type { OutcomesOf } from './outcome.js';
import { badPosition, noApi, noIntegration, noRoute, nowhere, position, tooLong } from './texts.js';

const api = ({ apiId }: Known) => ({ ApiId: apiId });
const route = ({ apiId, routeId }: Known) => ({ ApiId: apiId, RouteId: routeId });
const unknownRoute = (known: Known) => ({ ...api(known), RouteId: 'nope' });
const connect = ({ socketId, connectId }: Known) => ({ ApiId: socketId, RouteId: connectId });
const routeResponse = (known: Known) => ({ ...connect(known), RouteResponseId: known['routeResponseId'] });
const unknownRouteResponse = (known: Known) => ({ ...connect(known), RouteResponseId: 'nope' });
const noRouteResponse = 'Invalid Route Response identifier specified';
const badKey =
  'The provided route key is not formatted properly for HTTP protocol. Format should be "[HTTP METHOD] /[RESOURCE PATH]" or "$default"';
const noKeys = 'its keys are those of its place, and AWS has no text for it';

/** Routes and their responses. */
export const routeOutcomes: OutcomesOf<
  | 'CreateRoute'
  | 'GetRoute'
  | 'GetRoutes'
  | 'UpdateRoute'
  | 'DeleteRoute'
  | 'DeleteRouteRequestParameter'
  | 'CreateRouteResponse'
  | 'GetRouteResponse'
  | 'GetRouteResponses'
  | 'UpdateRouteResponse'
  | 'DeleteRouteResponse'
> = {
  CreateRoute: {
    400: [
      [(known) => ({ ...api(known), RouteKey: 'GET' }), badKey],
      [
        (known) => ({ ...api(known), RouteKey: 'GET /x', Target: 'lambda' }),
        'Unexpected or malformed target in route. Correct format should be integrations/<integration_id>.',
      ],
      [
        ({ socketId }) => ({ ApiId: socketId, RouteKey: 'send', AuthorizationType: 'AWS_IAM' }),
        'Currently, authorization is restricted to the $connect route only',
      ],
    ],
    404: [
      [() => ({ ...nowhere, RouteKey: 'GET /x' }), noApi],
      [(known) => ({ ...api(known), RouteKey: 'GET /x', Target: 'integrations/nope' }), noIntegration],
    ],
    409: [
      [
        (known) => ({ ...api(known), RouteKey: 'GET /pets/{id}' }),
        'Route with key GET /pets/{id} already exists for this API',
      ],
      [
        (known) => ({ ...api(known), RouteKey: 'GET /pets/{name}' }),
        'The provided route key "GET /pets/{name}" has a conflicting variable on the same hierarchical level as "GET /pets/{id}"',
      ],
    ],
    429: [[(known) => ({ ...api(known), RouteKey: 'GET /more' }), limitReached('routesPerHttpApi').message]],
  },
  GetRoute: {
    404: [
      [(known) => ({ ...route(known), ...nowhere }), noApi],
      [unknownRoute, noRoute],
    ],
  },
  GetRoutes: {
    400: [[(known) => ({ ...api(known), ...position }), badPosition]],
    404: [[() => nowhere, noApi]],
  },
  UpdateRoute: {
    400: [
      [(known) => ({ ...route(known), RouteKey: 'PETS' }), badKey],
      [(known) => ({ ...route(known), OperationName: 'x'.repeat(65) }), tooLong('operationName', 64)],
      [
        (known) => ({ ...route(known), AuthorizationType: 'CUSTOM' }),
        'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
      ],
    ],
    404: [
      [(known) => ({ ...route(known), ...nowhere }), noApi],
      [unknownRoute, noRoute],
      [(known) => ({ ...route(known), Target: 'integrations/nope' }), noIntegration],
    ],
    409: [
      [
        (known) => ({ ...route(known), RouteKey: '$default' }),
        'Route with key $default already exists for this API',
      ],
    ],
  },
  DeleteRoute: {
    404: [
      [(known) => ({ ...route(known), ...nowhere }), noApi],
      [unknownRoute, noRoute],
    ],
  },
  DeleteRouteRequestParameter: {
    404: [
      [(known) => ({ ...connect(known), ...nowhere, RequestParameterKey: 'a' }), noApi],
      [(known) => ({ ...unknownRoute(known), RequestParameterKey: 'a' }), noRoute],
      [(known) => ({ ...connect(known), RequestParameterKey: 'a' }), 'Invalid parameter name specified'],
    ],
  },
  CreateRouteResponse: {
    400: [
      [
        (known) => ({ ...route(known), RouteResponseKey: '$default' }),
        'RouteResponses are currently not supported for this API protocol type.',
      ],
      [
        (known) => ({ ...connect(known), RouteResponseKey: 'x' }),
        'Currently, only $default is supported as a RouteResponseKey.',
      ],
    ],
    404: [
      [(known) => ({ ...connect(known), ...nowhere, RouteResponseKey: '$default' }), noApi],
      [(known) => ({ ...unknownRoute(known), RouteResponseKey: '$default' }), noRoute],
    ],
    409: [
      [
        (known) => ({ ...connect(known), RouteResponseKey: '$default' }),
        'Route response with key $default already exists for this route',
      ],
    ],
  },
  GetRouteResponse: {
    404: [
      [(known) => ({ ...routeResponse(known), ...nowhere }), noApi],
      [unknownRouteResponse, noRouteResponse],
    ],
  },
  GetRouteResponses: {
    400: [[(known) => ({ ...connect(known), ...position }), badPosition]],
    404: [
      [(known) => ({ ...connect(known), ...nowhere }), noApi],
      [unknownRoute, noRoute],
    ],
  },
  UpdateRouteResponse: {
    400: [
      [
        (known) => ({ ...routeResponse(known), ResponseModels: { $default: 'Nope' } }),
        'Invalid model identifier specified: Nope',
      ],
    ],
    404: [
      [(known) => ({ ...routeResponse(known), ...nowhere }), noApi],
      [unknownRouteResponse, noRouteResponse],
    ],
    409: noKeys,
  },
  DeleteRouteResponse: {
    404: [
      [(known) => ({ ...routeResponse(known), ...nowhere }), noApi],
      [unknownRouteResponse, noRouteResponse],
    ],
  },
};
