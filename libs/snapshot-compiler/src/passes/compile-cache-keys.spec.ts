import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrozenDefinition, Integration } from '#libs/api-definition';
import { compileDeployment } from '../compile-deployment.js';

const file = join(import.meta.dirname, '../testdata/http-and-proxy.in.json');
const definition = JSON.parse(readFileSync(file, 'utf8')) as FrozenDefinition;

/** Of `PUT /orders/{id}`, whose request parameters are mapped. */
function compiledWith(change: Partial<Integration>) {
  const methods = definition.methods.map((method) => {
    if (method.httpMethod !== 'PUT') return method;
    return { ...method, methodIntegration: { ...method.methodIntegration!, ...change } };
  });
  const { snapshot, diagnostics } = compileDeployment({ ...definition, methods });
  const put = snapshot!.routes.find(({ path }) => path === '/orders/{id}')!.methods['PUT']!;
  return { ...put.cacheKey!, codes: diagnostics.map(({ code }) => code) };
}

const keyOf = (...cacheKeyParameters: string[]) => compiledWith({ cacheKeyParameters });

test('parameters of the method are read where they say, in whatever order they were declared', () => {
  const declared = ['method.request.querystring.page', 'method.request.header.X-Tenant'];
  const { parameters, namespace } = keyOf(...declared, declared[0]!);
  expect(namespace).toBe('root000001');
  expect(parameters).toEqual([
    { name: declared[1], from: { kind: 'methodRequest', place: 'header', name: 'X-Tenant' } },
    { name: declared[0], from: { kind: 'methodRequest', place: 'querystring', name: 'page' } },
  ]);
  expect(keyOf(...declared.reverse()).parameters).toEqual(parameters);
});

test('parameters of the integration are read where they are mapped from, else where a proxy takes them from', () => {
  const requestParameters = {
    'integration.request.header.user': 'context.authorizer.principalId',
    'integration.request.querystring.part': 'method.request.body.part',
  };
  const cacheKeyParameters = [...Object.keys(requestParameters), 'integration.request.querystring.q'];
  expect(compiledWith({ requestParameters, cacheKeyParameters }).parameters.map(({ from }) => from)).toEqual([
    { kind: 'context', path: ['authorizer', 'principalId'] },
    { kind: 'methodRequestBody', jsonPath: ['part'] },
    { kind: 'methodRequest', place: 'querystring', name: 'q' },
  ]);
});

test.each(['method.request.cookie.a', 'integration.response.header.a', 'method.response.header.a', 'page'])(
  '%s tells no requests apart: the method is warned of and marked',
  (name) => {
    const { parameters, codes } = keyOf(name);
    expect(codes).toEqual(['bad-cache-key']);
    expect(parameters.map(({ from }) => from.kind)).toEqual(['unreadable']);
  },
);
