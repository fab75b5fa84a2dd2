import { operations } from '../generated/apigateway/operations.js';
import { parseUriTemplate, routePath } from './route-path.js';

test('a template becomes literal and parameter segments', () => {
  expect(parseUriTemplate('/restapis/{restapi_id}/stages')).toEqual([
    { literal: 'restapis' },
    { parameter: 'restapi_id' },
    { literal: 'stages' },
  ]);
});

test('a route path names its parameters as the router does', () => {
  expect(routePath(operations.GetMethodResponse.uri)).toBe(
    '/restapis/:restapi_id/resources/:resource_id/methods/:http_method/responses/:status_code',
  );
  expect(routePath(operations.GetApiKey.uri)).toBe('/apikeys/:api_Key');
});

test('an operation of a fixed query shares the path of its sibling', () => {
  expect(routePath(operations.ImportApiKeys.uri)).toBe(routePath(operations.CreateApiKey.uri));
  expect(operations.ImportApiKeys.query).toEqual({ mode: 'import' });
});
