import { createApi, type NewApi } from './create-api.js';

const api: NewApi = {
  kind: 'rest',
  name: 'pets',
  description: '',
  endpoint: 'EDGE',
  cloneFrom: null,
  target: 'http://127.0.0.1:3000',
  routeSelectionExpression: '$request.body.action',
};

const callOf = (changed: Partial<NewApi>) => {
  const step = createApi({ ...api, ...changed }).steps[0]!;
  if ('preview' in step) throw new Error('there is one call');
  return [step.operation.name, step.input];
};

test('an API is created with what means something to its kind', () => {
  expect(callOf({})).toEqual(['CreateRestApi', { name: 'pets', endpointConfiguration: { types: ['EDGE'] } }]);
  expect(callOf({ kind: 'http', description: 'd' })).toEqual([
    'CreateApi',
    { name: 'pets', description: 'd', protocolType: 'HTTP', target: 'http://127.0.0.1:3000' },
  ]);
  expect(callOf({ kind: 'http', target: '' })[1]).toEqual({ name: 'pets', protocolType: 'HTTP' });
  expect(callOf({ kind: 'websocket' })[1]).toEqual({
    name: 'pets',
    protocolType: 'WEBSOCKET',
    routeSelectionExpression: '$request.body.action',
  });
});

test('a copy names what it is of', () => {
  expect(callOf({ cloneFrom: 'a1' })[1]).toMatchObject({ cloneFrom: 'a1' });
});
