import { bindInput } from './bind-input.js';
import { operations, type OperationName } from '../generated/apigateway/operations.js';
import type { WireRequest } from './wire-request.js';

const bind = (name: OperationName, request: WireRequest) => bindInput<object>(operations[name], request);

function refusal(name: OperationName, request: WireRequest) {
  const bound = bind(name, request);
  return bound.ok ? null : { code: bound.error.code, message: bound.error.message };
}

const method = { restapi_id: 'a1', resource_id: 'r1', http_method: 'GET' };

describe('ValidationException (recorded)', () => {
  const patchOp = 'Member must satisfy enum value set: [add, remove, move, test, replace, copy]';
  const validation = (message: string) => ({ code: 'ValidationException', message });

  test('a bad endpoint type makes the whole list the value', () => {
    const body = { name: 'x', endpointConfiguration: { types: ['wrong'] } };
    expect(refusal('CreateRestApi', { body })).toEqual(
      validation(
        "1 validation error detected: Value '[wrong]' at 'createRestApiInput.endpointConfiguration.types' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [PRIVATE, EDGE, REGIONAL]]",
      ),
    );
  });

  test('types is reported before ipAddressType whatever their order in the request', () => {
    const body = { name: 'x', endpointConfiguration: { ipAddressType: 'wrong', types: ['wrong', 'EDGE'] } };
    expect(refusal('CreateRestApi', { body })?.message).toBe(
      "2 validation errors detected: Value '[wrong, EDGE]' at 'createRestApiInput.endpointConfiguration.types' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [PRIVATE, EDGE, REGIONAL]]; Value 'wrong' at 'createRestApiInput.endpointConfiguration.ipAddressType' failed to satisfy constraint: Member must satisfy enum value set: [ipv4, dualstack]",
    );
  });

  test('an unknown integration type', () => {
    expect(refusal('PutIntegration', { params: method, body: { type: 'HTTPS_PROXY' } })).toEqual(
      validation(
        "1 validation error detected: Value 'HTTPS_PROXY' at 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]",
      ),
    );
  });

  test('an unknown gateway response type in the path is named without the input', () => {
    const params = { restapi_id: 'a1', response_type: 'wrong' };
    expect(refusal('GetGatewayResponse', { params })).toEqual(
      validation(
        "1 validation error detected: Value 'wrong' at 'responseType' failed to satisfy constraint: Member must satisfy enum value set: [REQUEST_TOO_LARGE, RESOURCE_NOT_FOUND, AUTHORIZER_CONFIGURATION_ERROR, MISSING_AUTHENTICATION_TOKEN, BAD_REQUEST_BODY, INVALID_SIGNATURE, INVALID_API_KEY, BAD_REQUEST_PARAMETERS, AUTHORIZER_FAILURE, UNAUTHORIZED, INTEGRATION_TIMEOUT, ACCESS_DENIED, DEFAULT_4XX, DEFAULT_5XX, WAF_FILTERED, QUOTA_EXCEEDED, THROTTLED, API_CONFIGURATION_ERROR, UNSUPPORTED_MEDIA_TYPE, INTEGRATION_FAILURE, EXPIRED_TOKEN]",
      ),
    );
  });

  test('an unknown documentation location type', () => {
    const body = { location: { type: 'wrong' }, properties: '{}' };
    expect(refusal('CreateDocumentationPart', { params: { restapi_id: 'a1' }, body })).toEqual(
      validation(
        "1 validation error detected: Value 'wrong' at 'createDocumentationPartInput.location.type' failed to satisfy constraint: Member must satisfy enum value set: [RESPONSE_BODY, RESPONSE, METHOD, MODEL, AUTHORIZER, RESPONSE_HEADER, RESOURCE, PATH_PARAMETER, REQUEST_BODY, QUERY_PARAMETER, API, REQUEST_HEADER]",
      ),
    );
  });

  test.each(['PutIntegrationResponse', 'GetMethodResponse', 'DeleteIntegrationResponse'] as const)(
    'a malformed status code in the path of %s',
    (name) => {
      expect(refusal(name, { params: { ...method, status_code: '2000' } })).toEqual(
        validation(
          "1 validation error detected: Value '2000' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d",
        ),
      );
    },
  );

  test('body members are reported before URI parameters', () => {
    const body = { patchOperations: [{ op: 'wrong', path: '/x' }] };
    expect(
      refusal('UpdateMethodResponse', { params: { ...method, status_code: 'abc' }, body })?.message,
    ).toBe(
      `2 validation errors detected: Value 'wrong' at 'updateMethodResponseInput.patchOperations.1.member.op' failed to satisfy constraint: ${patchOp}; Value 'abc' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d`,
    );
  });

  test('every bad op is reported under its own index', () => {
    const ops = (...names: string[]) => names.map((op) => ({ op, path: '/x', value: 'y' }));
    const at = (op: string, index: number) =>
      `Value '${op}' at 'updateMethodResponseInput.patchOperations.${index}.member.op' failed to satisfy constraint: ${patchOp}`;
    const params = { ...method, status_code: '200' };
    const four = { patchOperations: ops('a', 'b', 'c', 'd') };
    expect(refusal('UpdateMethodResponse', { params, body: four })?.message).toBe(
      `4 validation errors detected: ${[at('a', 1), at('b', 2), at('c', 3), at('d', 4)].join('; ')}`,
    );
    const mixed = { patchOperations: ops('a', 'add', 'c', 'remove') };
    expect(refusal('UpdateMethodResponse', { params, body: mixed })?.message).toBe(
      `2 validation errors detected: ${[at('a', 1), at('c', 3)].join('; ')}`,
    );
  });
});

describe('required members', () => {
  const isNull = (at: string) =>
    `Value null at '${at}' failed to satisfy constraint: Member must not be null`;

  test.each([
    ['an absent body', undefined],
    ['an empty body', {}],
    ['a null member', { name: null }],
  ])('%s is reported as null', (_, body) => {
    expect(refusal('CreateRestApi', { body })).toEqual({
      code: 'ValidationException',
      message: `1 validation error detected: ${isNull('createRestApiInput.name')}`,
    });
  });

  test('a nested required member and a payload are reported', () => {
    const body = { location: {}, properties: '{}' };
    expect(refusal('CreateDocumentationPart', { params: { restapi_id: 'a1' }, body })?.message).toBe(
      `1 validation error detected: ${isNull('createDocumentationPartInput.location.type')}`,
    );
    expect(refusal('ImportRestApi', {})?.message).toBe(
      `1 validation error detected: ${isNull('importRestApiInput.body')}`,
    );
  });

  test('null elements of lists are reported', () => {
    const params = { restapi_id: 'a1' };
    expect(refusal('UpdateRestApi', { params, body: { patchOperations: [null] } })?.message).toBe(
      `1 validation error detected: ${isNull('updateRestApiInput.patchOperations.1.member')}`,
    );
    expect(refusal('CreateRestApi', { body: { name: 'x', binaryMediaTypes: ['a/b', null] } })?.message).toBe(
      "1 validation error detected: Value '[a/b, null]' at 'createRestApiInput.binaryMediaTypes' failed to satisfy constraint: Member must satisfy constraint: [Member must not be null]",
    );
  });
});

describe('SerializationException', () => {
  const put = (body: unknown) => refusal('PutIntegration', { params: method, body });
  const boolean = 'class java.lang.Boolean can not be converted to an String';
  const number =
    'class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String';

  test.each([
    ['a boolean for a string in a map (recorded)', { requestParameters: { a: true } }, boolean],
    ['a number for a string in a map (recorded)', { requestTemplates: { 'a/b': 123 } }, number],
    ['a boolean for a string member', { uri: false }, boolean],
    ['an object for a string', { uri: {} }, 'Start of structure or map found where not expected.'],
    ['a list for a string', { uri: [] }, 'Start of list found where not expected'],
    ['a list for a map', { requestParameters: [] }, 'Start of list found where not expected'],
    ['a list for a structure', { tlsConfig: [] }, 'Start of list found where not expected'],
    [
      'an object for a list',
      { cacheKeyParameters: {} },
      'Start of structure or map found where not expected.',
    ],
    ['a string for a list', { cacheKeyParameters: 'x' }, 'Unexpected field type'],
    ['a number for a structure', { tlsConfig: 3 }, 'Unexpected field type'],
    [
      'a string for an integer',
      { timeoutInMillis: '100' },
      'class java.lang.String can not be converted to an Integer',
    ],
    [
      'a string for a boolean',
      { tlsConfig: { insecureSkipVerification: 'true' } },
      'class java.lang.String can not be converted to an Boolean',
    ],
    [
      'a number out of range',
      { timeoutInMillis: 2147483648 },
      'class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an Integer',
    ],
  ])('%s', (_, members, message) => {
    expect(put({ type: 'MOCK', ...members })).toEqual({ code: 'SerializationException', message });
  });

  test('it comes before ValidationException', () => {
    expect(put({ type: 'wrong', uri: 1 })?.code).toBe('SerializationException');
  });

  test.each([['text'], [1], [true], [[]]])('a body of %j is no structure', (body) => {
    expect(put(body)?.code).toBe('SerializationException');
  });

  test('a number too large for a double is refused', () => {
    const body = { name: 'p', throttle: { rateLimit: Infinity } };
    expect(refusal('CreateUsagePlan', { body })?.code).toBe('SerializationException');
  });
});
