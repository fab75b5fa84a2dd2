import {
  CreateRoute,
  CreateRouteResponse,
  DeleteRoute,
  DeleteRouteRequestParameter,
  UpdateRoute,
  type AuthorizationType,
  type CreateRouteRequest,
  type CreateRouteResult,
  type ParameterConstraints,
  type Route,
} from '../../../wire/generated/apigatewayv2.js';
import type { Step } from '../../../kit/review/change.js';
import type { Deleted } from '../../../kit/review/deletion.js';
import { call } from '../../../wire/operation.js';
import { changedMembers } from '../changed-members.js';
import { filledOnly, listOf, listText, yesNo } from '../typed-lists.js';

/** What a person may set of a route; nothing is the empty text. */
export interface RouteDraft {
  readonly routeKey: string;
  readonly integrationId: string;
  readonly authorizationType: string;
  readonly authorizerId: string;
  readonly authorizationScopes: string;
  readonly apiKeyRequired: string;
  readonly operationName: string;
  /** Names of models by content type, or by what the model selection expression gives. */
  readonly requestModels: Readonly<Record<string, string>>;
  readonly modelSelectionExpression: string;
  /** Of `$connect`: `route.request.header.x` to whether it is required. */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  /** Of a new one of a WebSocket API: whether who sends a message gets one back. */
  readonly isTwoWay: string;
}

export const routeLabels: Readonly<Record<keyof RouteDraft, string>> = {
  routeKey: 'Route key',
  integrationId: 'Integration',
  authorizationType: 'Who may call',
  authorizerId: 'Authorizer',
  authorizationScopes: 'Scopes',
  apiKeyRequired: 'API key',
  operationName: 'Operation name',
  requestModels: 'Request models',
  modelSelectionExpression: 'Model selection expression',
  requestParameters: 'Request parameters',
  isTwoWay: 'Caller is answered',
};

/** `orders1` of `integrations/orders1`. */
export const integrationIdOf = ({ target }: Route): string => target?.split('/')[1] ?? '';

export const routeDraftOf = (route: Route): RouteDraft => ({
  routeKey: route.routeKey ?? '',
  integrationId: integrationIdOf(route),
  authorizationType: route.authorizationType ?? 'NONE',
  authorizerId: route.authorizerId ?? '',
  authorizationScopes: listText(route.authorizationScopes),
  apiKeyRequired: yesNo(route.apiKeyRequired),
  operationName: route.operationName ?? '',
  requestModels: route.requestModels ?? {},
  modelSelectionExpression: route.modelSelectionExpression ?? '',
  requestParameters: requirements(route.requestParameters),
  isTwoWay: yesNo(Boolean(route.routeResponseSelectionExpression)),
});

/** Parameters of the wire as a form has them, and back. */
export const requirements = (
  parameters: Readonly<Record<string, ParameterConstraints>> = {},
): Record<string, boolean> =>
  Object.fromEntries(Object.entries(parameters).map(([key, { required }]) => [key, required ?? false]));
export const constraints = (map: Readonly<Record<string, boolean>>): Record<string, ParameterConstraints> =>
  Object.fromEntries(Object.entries(map).map(([key, required]) => [key, { required }]));

type RouteMembers = Omit<CreateRouteRequest, 'apiId'>;

/** The members of CreateRoute that a draft comes to. An authorizer goes with its type. */
export function routeMembers(draft: RouteDraft): RouteMembers {
  const { integrationId, authorizationType, operationName, requestModels, modelSelectionExpression } = draft;
  const isJwt = authorizationType === 'JWT';
  return {
    routeKey: draft.routeKey,
    authorizationType: authorizationType as AuthorizationType,
    apiKeyRequired: draft.apiKeyRequired === 'yes',
    ...filledOnly({
      target: integrationId && `integrations/${integrationId}`,
      authorizerId: isJwt || authorizationType === 'CUSTOM' ? draft.authorizerId : '',
      authorizationScopes: isJwt ? listOf(draft.authorizationScopes) : [],
      operationName,
      requestModels,
      modelSelectionExpression,
      requestParameters: constraints(draft.requestParameters),
    }),
  };
}

/** What UpdateRoute is given: what changed. Parameters that are no more have a call of their own. */
export function routeChange(from: RouteDraft, to: RouteDraft): Partial<RouteMembers> {
  const { requestParameters, ...changed } = changedMembers(routeMembers(from), routeMembers(to), {
    maps: ['requestModels'],
    fallbacks: { authorizationScopes: [] },
  });
  const { authorizerId, ...others } = changed;
  return {
    ...others,
    // The service drops it with the type.
    ...(authorizerId !== '' && authorizerId !== undefined && { authorizerId }),
    ...(typeof requestParameters === 'object' && { requestParameters }),
  };
}

/** A route for a new draft, with its route response if it is two-way. */
export function creationOf(apiId: string, draft: RouteDraft): readonly Step[] {
  if (draft.isTwoWay !== 'yes') return [call(CreateRoute, { apiId, ...routeMembers(draft) })];
  const response = (routeId: string) =>
    call(CreateRouteResponse, { apiId, routeId, routeResponseKey: '$default' });
  return [
    call(CreateRoute, { apiId, ...routeMembers(draft), routeResponseSelectionExpression: '$default' }),
    {
      preview: response('ROUTE_ID'),
      from: ([route]) => response((route as CreateRouteResult).routeId ?? ''),
    },
  ];
}

export interface RouteAt {
  readonly apiId: string;
  readonly routeId: string;
}

/** What makes one route of another. */
export function changeOf(at: RouteAt, from: RouteDraft, to: RouteDraft): readonly Step[] {
  const members = routeChange(from, to);
  const gone = Object.keys(from.requestParameters).filter((key) => !(key in to.requestParameters));
  return [
    ...gone.map((requestParameterKey) => call(DeleteRouteRequestParameter, { ...at, requestParameterKey })),
    ...(Object.keys(members).length > 0 ? [call(UpdateRoute, { ...at, ...members })] : []),
  ];
}

export const deleteRoute = (apiId: string, { routeId = '', routeKey = '' }: Route): Deleted => ({
  noun: 'route',
  name: routeKey,
  step: call(DeleteRoute, { apiId, routeId }),
  danger: 'From the next deployment on, such requests are answered as if there had never been this route.',
});
