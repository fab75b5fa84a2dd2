import type { Change, Step } from '../../../kit/review/change.js';
import {
  CreateRouteResponse,
  DeleteRouteResponse,
  UpdateRoute,
  UpdateRouteResponse,
  type CreateRouteResponseRequest,
  type Route,
  type RouteResponse,
} from '../../../wire/generated/apigatewayv2.js';
import { call } from '../../../wire/operation.js';
import { changedMembers } from '../changed-members.js';
import { filledOnly } from '../typed-lists.js';
import { constraints, requirements, type RouteAt } from './route-draft.js';

/** What a person may set of a route response. */
export interface RouteResponseDraft {
  /** `$default` is all that the service takes. */
  readonly routeResponseKey: string;
  readonly responseModels: Readonly<Record<string, string>>;
  readonly modelSelectionExpression: string;
  /** `route.response.header.x` to whether it is required. */
  readonly responseParameters: Readonly<Record<string, boolean>>;
}

export const routeResponseLabels: Readonly<Record<keyof RouteResponseDraft, string>> = {
  routeResponseKey: 'Response key',
  responseModels: 'Response models',
  modelSelectionExpression: 'Model selection expression',
  responseParameters: 'Response parameters',
};

export const routeResponseDraftOf = (response: RouteResponse): RouteResponseDraft => ({
  routeResponseKey: response.routeResponseKey ?? '$default',
  responseModels: response.responseModels ?? {},
  modelSelectionExpression: response.modelSelectionExpression ?? '',
  responseParameters: requirements(response.responseParameters),
});

type Members = Omit<CreateRouteResponseRequest, keyof RouteAt>;

const membersOf = ({ routeResponseKey, responseParameters, ...others }: RouteResponseDraft): Members => ({
  routeResponseKey,
  ...filledOnly({ ...others, responseParameters: constraints(responseParameters) }),
});

/** A route is two-way with a response and the expression that selects it; neither is enough. */
const select = (
  at: RouteAt,
  { routeResponseSelectionExpression }: Route,
  selected: '$default' | '',
): Step[] =>
  (routeResponseSelectionExpression ?? '') === selected
    ? []
    : [call(UpdateRoute, { ...at, routeResponseSelectionExpression: selected })];

export const responseCreation = (at: RouteAt, route: Route, draft: RouteResponseDraft): readonly Step[] => [
  call(CreateRouteResponse, { ...at, ...membersOf(draft) }),
  ...select(at, route, '$default'),
];

/** There is no call by which a parameter is taken away: then the response is made anew. */
export function responseChange(
  at: RouteAt,
  routeResponseId: string,
  { from, to }: { readonly from: RouteResponseDraft; readonly to: RouteResponseDraft },
): readonly Step[] {
  const isLess = Object.keys(from.responseParameters).some((key) => !(key in to.responseParameters));
  return isLess
    ? [
        call(DeleteRouteResponse, { ...at, routeResponseId }),
        call(CreateRouteResponse, { ...at, ...membersOf(to) }),
      ]
    : [
        call(UpdateRouteResponse, {
          ...at,
          routeResponseId,
          ...changedMembers(membersOf(from), membersOf(to), { maps: ['responseModels'] }),
        }),
      ];
}

export const responseDeletion = (at: RouteAt, route: Route, response: RouteResponse): Change => ({
  title: `Delete the response of ${route.routeKey}`,
  alterations: [{ what: 'Route response', from: response.routeResponseKey ?? '', to: null }],
  steps: [
    call(DeleteRouteResponse, { ...at, routeResponseId: response.routeResponseId ?? '' }),
    ...select(at, route, ''),
  ],
  confirm: 'Delete',
  danger: 'From the next deployment on, who sends such a message gets none back.',
});
