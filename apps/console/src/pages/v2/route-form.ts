import type { AuthorizationType, CreateRouteRequest, Route } from '../../wire/generated/apigatewayv2.js';
import { listOf, listText } from './typed-lists.js';

/** What a person may set of a route, as typed. */
export interface TypedRoute {
  readonly routeKey: string;
  readonly integrationId: string;
  readonly authorizationType: string;
  readonly authorizerId: string;
  readonly authorizationScopes: string;
  readonly operationName: string;
  readonly apiKeyRequired: string;
  /** WebSocket APIs: whether the caller is answered. */
  readonly answers: string;
}

/** `orders1` of `integrations/orders1`. */
export const integrationIdOf = ({ target }: Route): string => target?.split('/')[1] ?? '';

export const typedRoute = (route: Route): TypedRoute => ({
  routeKey: route.routeKey ?? '',
  integrationId: integrationIdOf(route),
  authorizationType: route.authorizationType ?? 'NONE',
  authorizerId: route.authorizerId ?? '',
  authorizationScopes: listText(route.authorizationScopes),
  operationName: route.operationName ?? '',
  apiKeyRequired: route.apiKeyRequired ? 'yes' : 'no',
  answers: route.routeResponseSelectionExpression ? 'yes' : 'no',
});

/** The members of CreateRoute that those fields come to. */
export function routeMembers(typed: TypedRoute): Omit<CreateRouteRequest, 'apiId'> {
  const needsAuthorizer = typed.authorizationType === 'JWT' || typed.authorizationType === 'CUSTOM';
  return {
    routeKey: typed.routeKey,
    ...(typed.integrationId && { target: `integrations/${typed.integrationId}` }),
    authorizationType: typed.authorizationType as AuthorizationType,
    ...(needsAuthorizer && typed.authorizerId && { authorizerId: typed.authorizerId }),
    ...(typed.authorizationType === 'JWT' && { authorizationScopes: listOf(typed.authorizationScopes) }),
    ...(typed.operationName && { operationName: typed.operationName }),
    apiKeyRequired: typed.apiKeyRequired === 'yes',
    ...(typed.answers === 'yes' && { routeResponseSelectionExpression: '$default' }),
  };
}

/** The same of UpdateRoute, which keeps what it is not given: what was emptied is sent as an empty text. */
export const routeChange = (from: TypedRoute, to: TypedRoute): Omit<CreateRouteRequest, 'apiId'> => ({
  ...routeMembers(to),
  ...(from.integrationId && !to.integrationId && { target: '' }),
  ...(from.operationName && !to.operationName && { operationName: '' }),
  ...(from.answers === 'yes' && to.answers !== 'yes' && { routeResponseSelectionExpression: '' }),
});
