import { newResponse, responseDraftOf, responseSteps, statusCodesOf } from './response-draft.js';

const at = { restApiId: 'a', resourceId: 'r', httpMethod: 'GET' };
const header = 'method.response.header.X-Count';
const method = {
  methodResponses: { 200: { statusCode: '200', responseParameters: { [header]: true } } },
  methodIntegration: {
    integrationResponses: {
      200: { statusCode: '200', responseTemplates: { 'application/json': null } },
      500: { statusCode: '500', selectionPattern: '5..' },
    },
  },
};
const steps = (to: typeof newResponse, isMapped = true) =>
  responseSteps(at, method, to, isMapped).map(({ operation, input }) => [operation.name, input]);

test('a response of either side is one of the method', () => {
  expect(statusCodesOf(method)).toEqual(['200', '500']);
});

test('what did not change is left alone, and a header stays required', () => {
  const draft = responseDraftOf(method, '200');
  expect(steps(draft)).toEqual([]);
  expect(steps({ ...draft, mappings: { 'X-Next': `'1'` } })).toEqual([
    [
      'UpdateMethodResponse',
      {
        ...at,
        statusCode: '200',
        patchOperations: [
          { op: 'add', path: '/responseParameters/method.response.header.X-Next', value: 'false' },
        ],
      },
    ],
    [
      'UpdateIntegrationResponse',
      {
        ...at,
        statusCode: '200',
        patchOperations: [
          { op: 'add', path: '/responseParameters/method.response.header.X-Next', value: `'1'` },
        ],
      },
    ],
  ]);
});

test('a side that is missing is put, with the headers that are set declared', () => {
  expect(steps(responseDraftOf(method, '500')).map(([name]) => name)).toEqual(['PutMethodResponse']);
  const added = { ...newResponse, statusCode: '404', selectionPattern: '404', mappings: { 'X-Why': `'x'` } };
  expect(steps(added)).toMatchObject([
    ['PutMethodResponse', { responseParameters: { 'method.response.header.X-Why': false } }],
    ['PutIntegrationResponse', { selectionPattern: '404' }],
  ]);
  expect(steps(added, false).map(([name]) => name)).toEqual(['PutMethodResponse']);
});
