import { checkParameterValue, checkRequestMappings, checkResponseMappings } from './parameter-mappings.js';

const refused = (error: string) =>
  `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${error}]`;
const request = (key: string, value: string) => checkRequestMappings({ [key]: value })?.message ?? 'accepted';
const response = (key: string, value: string, status = '200') =>
  checkResponseMappings({ [status]: { [key]: value } })?.message ?? 'accepted';

test.each([
  ['append:header.x', 'static'],
  ['overwrite:header.X-Name', '$request.header.a-b'],
  ['remove:header.x', "''"],
  ['remove:querystring.q', ''],
  ['overwrite:querystring.q', '$request.querystring.q'],
  ['overwrite:path', '$request.path'],
  ['overwrite:path', '/a/${request.path.id}/${context.requestId}'],
  ['append:header.x', '$request.body'],
  ['append:header.x', '$request.body.a.b[0].c'],
  ['append:header.x', '$request.body["a"]'],
  ['append:header.x', '$context.identity.sourceIp'],
  ['append:header.x', '$stageVariables.a'],
  ['append:header.x', 'costs 5$'],
])('a request may be mapped by %s to %s', (key, value) => {
  expect(request(key, value)).toBe('accepted');
});

test.each([
  ['header.x', 'a', refused('Invalid Request Actioned Parameter destination specified: header.x')],
  ['append:path', 'a', refused('Invalid Request Actioned Parameter destination specified: append:path')],
  [
    'overwrite:statuscode',
    '200',
    refused('Invalid Request Actioned Parameter destination specified: overwrite:statuscode'),
  ],
  [
    'append:header.a b',
    'a',
    refused('Invalid Request Actioned Parameter destination specified: append:header.a b'),
  ],
  ['append:header.Authorization', 'a', refused('Operations on header Authorization are restricted')],
  ['remove:header.X-Amz-Date', '', refused('Operations on header X-Amz-Date are restricted')],
  [
    'overwrite:header.access-control-allow-origin',
    '*',
    refused('Operations on header access-control-allow-origin are restricted'),
  ],
  ['append:header.x', '', refused('Invalid mapping expression specified: ')],
  ['append:header.x', '$foo', refused('Invalid mapping expression specified: $foo')],
  [
    'append:header.x',
    '$response.header.a',
    refused('Invalid mapping expression specified: $response.header.a'),
  ],
  [
    'append:header.x',
    '${request.header.a',
    refused('Invalid mapping expression specified: ${request.header.a'),
  ],
  ['append:header.x', 'a ${nothing} b', refused('Invalid mapping expression specified: a ${nothing} b')],
  ['append:header.x', '$request.body..a', refused('Invalid mapping expression specified: $request.body..a')],
  [
    'append:header.x',
    '$request.body.a[?(@.b)]',
    refused('Invalid mapping expression specified: $request.body.a[?(@.b)]'),
  ],
  ['remove:header.x', 'a', refused('Invalid mapping expression specified: a')],
])('a request may not be mapped by %s to %s', (key, value, message) => {
  expect(request(key, value)).toBe(message);
});

test.each([
  ['overwrite:statuscode', '201'],
  ['overwrite:statuscode', '$response.header.status'],
  ['append:header.x', '${response.header.a} of ${context.requestId}'],
  ['remove:header.x', "''"],
  ['append:header.x', '$response.body.a'],
])('a response may be mapped by %s to %s', (key, value) => {
  expect(response(key, value)).toBe('accepted');
});

test('what requests have, responses have not', () => {
  expect(response('append:querystring.a', 'b')).toBe(
    refused('Invalid Response Actioned Parameter destination specified: append:querystring.a'),
  );
  expect(response('append:header.x', '$request.header.a')).toBe(
    refused('Invalid mapping expression specified: $request.header.a'),
  );
  expect(response('append:header.x', 'a', '199')).toBe('Status Code 199 is not valid');
  expect(response('overwrite:statuscode', '999')).toBe('Status Code 999 is not valid');
});

test('there are at most ten of them', () => {
  const mappings = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`append:header.h${index}`, 'v']));
  expect(checkRequestMappings(mappings(10))).toBeNull();
  expect(checkRequestMappings(mappings(11))?.message).toBe('At most 10 parameter mappings may be specified');
});

test('a value of any length is judged in one look', () => {
  const long = `$request.body.${'a.'.repeat(200_000)}`;
  expect(checkParameterValue(long)).not.toBeNull();
  expect(checkParameterValue('${'.repeat(1_000))).not.toBeNull();
});
