import { callOf, previewOf } from '../../../kit/review/change.js';
import { changeOf, creationOf, routeChange, routeDraftOf, routeMembers } from './route-draft.js';

const none = { authorizationType: 'NONE', apiKeyRequired: false } as const;

test('a route comes back as it was shown', () => {
  const route = {
    routeKey: 'GET /pets',
    target: 'integrations/i1',
    authorizationType: 'JWT',
    authorizerId: 'a1',
    authorizationScopes: ['read', 'write'],
    apiKeyRequired: false,
    operationName: 'pets',
    requestModels: { 'application/json': 'Pet' },
    requestParameters: { 'route.request.header.x': { required: true } },
  } as const;
  expect(routeMembers(routeDraftOf(route))).toEqual(route);
});

test('a route without authorizer does not name the one that it had', () => {
  const draft = routeDraftOf({ routeKey: '$default', authorizationType: 'JWT', authorizerId: 'a1' });
  const open = { ...draft, authorizationType: 'NONE' };
  expect(routeMembers(open)).toEqual({ routeKey: '$default', ...none });
  expect(routeChange(draft, open)).toEqual({ authorizationType: 'NONE' });
});

test('what was emptied is said to be empty, since an update keeps what it is not given', () => {
  const draft = routeDraftOf({
    routeKey: 'a',
    target: 'integrations/i',
    operationName: 'x',
    requestModels: { $default: 'Pet' },
    modelSelectionExpression: '$request.body.kind',
  });
  const to = {
    ...draft,
    integrationId: '',
    operationName: '',
    requestModels: {},
    modelSelectionExpression: '',
  };
  expect(routeChange(draft, to)).toEqual({
    target: '',
    operationName: '',
    requestModels: { $default: '' },
    modelSelectionExpression: '',
  });
});

test('parameters that are no more have a call of their own', () => {
  const from = routeDraftOf({
    routeKey: '$connect',
    requestParameters: { 'route.request.header.a': { required: true } },
  });
  const at = { apiId: 'api', routeId: 'r' };
  const gone = changeOf(at, from, { ...from, requestParameters: {} });
  expect(gone.map((step) => previewOf(step).operation.name)).toEqual(['DeleteRouteRequestParameter']);
  const more = { ...from.requestParameters, 'route.request.header.b': false };
  const [update] = changeOf(at, from, { ...from, requestParameters: more });
  expect(previewOf(update!).input).toMatchObject({
    requestParameters: { 'route.request.header.b': { required: false } },
  });
});

test('a two-way route is created with its route response, of the id that it got', () => {
  const draft = { ...routeDraftOf({ routeKey: 'say' }), isTwoWay: 'yes' };
  const [route, response] = creationOf('api', draft);
  expect(previewOf(route!).input).toEqual({
    apiId: 'api',
    routeKey: 'say',
    ...none,
    routeResponseSelectionExpression: '$default',
  });
  expect(callOf(response!, [{ routeId: 'r1' }])).toMatchObject({
    operation: { name: 'CreateRouteResponse' },
    input: { apiId: 'api', routeId: 'r1', routeResponseKey: '$default' },
  });
});
