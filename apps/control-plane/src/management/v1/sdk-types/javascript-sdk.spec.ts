import vm from 'node:vm';
import type { FrozenDefinition } from '#libs/api-definition';
import { javascriptSdk } from './javascript-sdk.js';

/** What the client of an API with these paths and methods offers. */
function functionsOf(routes: readonly (readonly [path: string, httpMethod: string])[]): string[] {
  const definition = {
    resources: routes.map(([path], index) => ({ id: String(index), path })),
    methods: routes.map(([, httpMethod], index) => ({
      resourceId: String(index),
      httpMethod,
      requestParameters: null,
    })),
  } as unknown as FrozenDefinition;
  const source = javascriptSdk(definition, 'https://</script>')['apiGateway-js-sdk/apigClient.js']!;
  expect(source).not.toContain('</script>');
  const scope = vm.createContext({ URLSearchParams });
  vm.runInContext(source, scope);
  const factory = scope['apigClientFactory'] as { newClient(): object };
  return Object.keys(factory.newClient());
}

test('functions are named after path and method, and every method has one of its own', () => {
  expect(
    functionsOf([
      ['/', 'GET'],
      ['/pets', 'POST'],
      ['/pets/{petId}', 'GET'],
      ['/{proxy+}', 'DELETE'],
      ['/a-b', 'GET'],
      ['/a_b', 'GET'],
    ]),
  ).toEqual(['aBGet', 'aBGet2', 'petsPetIdGet', 'petsPost', 'proxyDelete', 'rootGet']);
});

test('ANY is a function for each method', () => {
  expect(functionsOf([['/x', 'ANY']])).toEqual([
    'xDelete',
    'xGet',
    'xHead',
    'xOptions',
    'xPatch',
    'xPost',
    'xPut',
  ]);
});

test('paths with signs of JavaScript are text and nothing more', () => {
  expect(functionsOf([['/`${x}"\'\\</script>', 'GET']])).toEqual(['xScriptGet']);
});
