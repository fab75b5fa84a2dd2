import { previewOf, type Step } from '../../../kit/review/change.js';
import {
  responseChange,
  responseCreation,
  responseDeletion,
  routeResponseDraftOf,
} from './route-response-draft.js';

const at = { apiId: 'api', routeId: 'r' };
const draft = routeResponseDraftOf({ responseModels: { $default: 'Said' } });
const namesOf = (steps: readonly Step[]) => steps.map((step) => previewOf(step).operation.name);

test('a response makes its route two-way, unless it is', () => {
  const steps = responseCreation(at, { routeKey: 'say' }, draft);
  expect(namesOf(steps)).toEqual(['CreateRouteResponse', 'UpdateRoute']);
  expect(previewOf(steps[1]!).input).toMatchObject({ routeResponseSelectionExpression: '$default' });
  const twoWay = { routeKey: 'say', routeResponseSelectionExpression: '$default' };
  expect(namesOf(responseCreation(at, twoWay, draft))).toEqual(['CreateRouteResponse']);
});

test('a route is one-way again when its response is deleted', () => {
  const twoWay = { routeKey: 'say', routeResponseSelectionExpression: '$default' };
  const { steps } = responseDeletion(at, twoWay, { routeResponseId: 'x' });
  expect(namesOf(steps)).toEqual(['DeleteRouteResponse', 'UpdateRoute']);
  expect(previewOf(steps[1]!).input).toMatchObject({ routeResponseSelectionExpression: '' });
});

test('a parameter that is taken away makes the response anew, as no call takes one away', () => {
  const from = { ...draft, responseParameters: { 'route.response.header.x': true } };
  const less = responseChange(at, 'x', { from, to: draft });
  expect(namesOf(less)).toEqual(['DeleteRouteResponse', 'CreateRouteResponse']);
  const emptied = responseChange(at, 'x', { from: draft, to: { ...draft, responseModels: {} } });
  expect(emptied.map((step) => previewOf(step).input)).toEqual([
    { ...at, routeResponseId: 'x', responseModels: { $default: '' } },
  ]);
});
