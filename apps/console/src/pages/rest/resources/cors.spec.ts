import { corsMethods, enableCors } from './cors.js';

const resource = {
  id: 'p',
  path: '/pets',
  resourceMethods: {
    GET: {
      methodResponses: { 200: { statusCode: '200', responseModels: { 'application/json': 'Empty' } } },
      methodIntegration: {
        integrationResponses: { 200: { statusCode: '200', responseTemplates: { 'application/json': 'x' } } },
      },
    },
    POST: { methodIntegration: { type: 'HTTP_PROXY' as const } },
  },
};
const cors = { origin: '*', headers: 'Content-Type', methods: ['GET', 'OPTIONS'] };
const origin = 'method.response.header.Access-Control-Allow-Origin';

const stepsOf = (of: Parameters<typeof enableCors>[1]) =>
  enableCors('a1', of, cors).steps.map((step) => {
    if ('preview' in step) throw new Error('no step waits for another');
    return [step.operation.name, (step.input as { httpMethod: string }).httpMethod, step.input] as const;
  });

test('OPTIONS is answered by a mock, and mapped responses get their origin; those of proxies do not', () => {
  const steps = stepsOf(resource);
  expect(steps.map(([name, method]) => `${name} ${method}`)).toEqual([
    'PutMethod OPTIONS',
    'PutIntegration OPTIONS',
    'PutMethodResponse OPTIONS',
    'PutIntegrationResponse OPTIONS',
    'UpdateMethodResponse GET',
    'PutIntegrationResponse GET',
  ]);
  expect(steps[3]![2]).toMatchObject({
    responseParameters: {
      [origin]: `'*'`,
      'method.response.header.Access-Control-Allow-Methods': `'GET,OPTIONS'`,
      'method.response.header.Access-Control-Allow-Headers': `'Content-Type'`,
    },
  });
});

test('what a response has already stays, and it is not put again: the service refuses that', () => {
  const steps = stepsOf(resource);
  expect(steps[4]![2]).toMatchObject({
    patchOperations: [{ op: 'add', path: `/responseParameters/${origin}`, value: 'false' }],
  });
  expect(steps[5]![2]).toMatchObject({ responseTemplates: { 'application/json': 'x' } });
});

test('enabling twice declares nothing twice', () => {
  const { GET } = resource.resourceMethods;
  const declared = { ...GET.methodResponses[200], responseParameters: { [origin]: true } };
  const again = { ...resource, resourceMethods: { GET: { ...GET, methodResponses: { 200: declared } } } };
  expect(stepsOf(again).map(([name]) => name)).not.toContain('UpdateMethodResponse');
});

test('an OPTIONS method that is there is not made again', () => {
  const again = { ...resource, resourceMethods: { ...resource.resourceMethods, OPTIONS: {} } };
  expect(stepsOf(again)[0]![0]).toBe('PutIntegration');
});

test('the methods of a resource are allowed; ANY stands for all of them', () => {
  expect(corsMethods(resource)).toEqual(['GET', 'POST', 'OPTIONS']);
  expect(corsMethods({ resourceMethods: { ANY: {} } })).toContain('PATCH');
});
