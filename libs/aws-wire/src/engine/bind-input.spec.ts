import { bindInput } from './bind-input.js';
import { operations, type OperationName } from '../generated/apigateway/operations.js';
import { patchOperationsMax } from './input-limits.js';
import type { WireRequest } from './wire-request.js';

const bind = (name: OperationName, request: WireRequest) => bindInput<object>(operations[name], request);

function refusal(name: OperationName, request: WireRequest) {
  const bound = bind(name, request);
  return bound.ok ? null : { code: bound.error.code, message: bound.error.message };
}

const method = { restapi_id: 'a1', resource_id: 'r1', http_method: 'GET' };

describe('a bound input', () => {
  test('takes members from path, query, header and body under their model names', () => {
    const request = {
      params: { ...method, restapi_id: 'api' },
      body: {
        type: 'HTTP',
        httpMethod: 'POST',
        uri: 'http://x.test',
        tlsConfig: { insecureSkipVerification: true },
      },
    };
    const bound = bind('PutIntegration', request);
    expect(bound).toMatchObject({
      ok: true,
      input: {
        restApiId: 'api',
        resourceId: 'r1',
        httpMethod: 'GET',
        type: 'HTTP',
        integrationHttpMethod: 'POST',
        tlsConfig: { insecureSkipVerification: true },
      },
    });
  });

  test('is an instance of its class, with absent members absent', () => {
    const bound = bindInput(operations.CreateUsagePlan, {
      body: { name: 'p', description: null, unknown: 1, quota: { limit: 5.9, period: 'DAY' } },
    });
    if (!bound.ok) throw new Error(bound.error.message);
    expect(bound.input.constructor.name).toBe('CreateUsagePlanRequest');
    expect(Object.keys(bound.input)).toEqual(['name', 'quota']);
    expect(bound.input.quota?.limit).toBe(5);
  });

  test('keeps null templates and drops null entries of other maps', () => {
    const bound = bindInput(operations.PutIntegrationResponse, {
      params: { ...method, status_code: '200' },
      body: { responseTemplates: { 'application/json': null }, responseParameters: { a: null, b: 'c' } },
    });
    expect(bound).toMatchObject({ ok: true, input: { responseTemplates: { 'application/json': null } } });
    expect(bound.ok && Object.entries(bound.input.responseParameters ?? {})).toEqual([['b', 'c']]);
  });

  test('reads numbers, booleans and lists from the query', () => {
    const keys = bindInput(operations.GetApiKeys, {
      query: { limit: '-1', includeValues: 'TRUE', name: 'n' },
    });
    expect(keys).toEqual({ ok: true, input: { limit: -1, includeValues: true, nameQuery: 'n' } });
    const tags = bindInput(operations.UntagResource, {
      params: { resource_arn: 'arn:x' },
      query: { tagKeys: ['a', 'b'] },
    });
    expect(tags).toMatchObject({ ok: true, input: { tagKeys: ['a', 'b'] } });
    const embed = bindInput(operations.GetResource, {
      params: { restapi_id: 'a', resource_id: 'r' },
      query: { embed: 'methods' },
    });
    expect(embed).toMatchObject({ ok: true, input: { embed: ['methods'] } });
  });

  test.each(['abc', '', '1.5', '1e3', '99999999999', ' 1'])('limit=%s is a 400', (limit) => {
    expect(bind('GetRestApis', { query: { limit } })).toMatchObject({ ok: false, error: { status: 400 } });
  });

  test('a query map takes what no other member and no fixed query value takes', () => {
    const bound = bindInput(operations.ImportRestApi, {
      query: {
        mode: 'import',
        failonwarnings: 'true',
        ignore: 'documentation',
        basepath: ['prepend', 'split'],
      },
      body: new Uint8Array([123, 125]),
    });
    if (!bound.ok) throw new Error(bound.error.message);
    expect({ ...bound.input.parameters }).toEqual({ ignore: 'documentation', basepath: 'prepend' });
    expect(bound.input.failOnWarnings).toBe(true);
    expect(bound.input.body).toEqual(new Uint8Array([123, 125]));
  });

  test('takes hostile keys of maps as plain data', () => {
    const body: unknown = JSON.parse(
      '{"name":"x","__proto__":{"description":"d"},"tags":{"__proto__":"a","constructor":"b","toString":"c"}}',
    );
    const bound = bindInput(operations.CreateRestApi, { body });
    if (!bound.ok) throw new Error(bound.error.message);
    expect(Object.entries(bound.input.tags ?? {})).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
      ['toString', 'c'],
    ]);
    expect(bound.input.description).toBeUndefined();
    expect(({} as Record<string, unknown>).description).toBeUndefined();
  });
});

describe('limits of ours', () => {
  test('JSON deeper than the limit is refused, also in unknown members', () => {
    const body: unknown = JSON.parse(`{"name":"x","unknown":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    expect(refusal('CreateRestApi', { body })).toEqual({
      code: 'BadRequestException',
      message: 'Request body must not nest deeper than 64 levels.',
    });
  });

  test('a call may have so many patch operations and no more', () => {
    const operation = { op: 'replace', path: '/name', value: 'x' };
    const call = (count: number) =>
      refusal('UpdateRestApi', {
        params: { restapi_id: 'a' },
        body: { patchOperations: Array.from({ length: count }, () => operation) },
      });
    expect(call(patchOperationsMax)).toBeNull();
    expect(call(patchOperationsMax + 1)?.code).toBe('BadRequestException');
  });

  test.each([
    ['a value', { name: 'a\0b' }],
    ['a key', { name: 'x', tags: { 'a\0': 'b' } }],
    ['half a surrogate pair', { name: '\ud800' }],
  ])('text that cannot be stored is refused: %s', (_, body) => {
    expect(refusal('CreateRestApi', { body })?.code).toBe('BadRequestException');
  });

  test('text that cannot be stored is refused in path and query', () => {
    expect(refusal('GetRestApi', { params: { restapi_id: '\0' } })?.code).toBe('BadRequestException');
    expect(refusal('GetRestApis', { query: { position: '\0' } })?.code).toBe('BadRequestException');
  });

  test('an emoji is no half of a surrogate pair', () => {
    expect(refusal('CreateRestApi', { body: { name: '🚪' } })).toBeNull();
  });
});
