import { presignRequest, scopeOf, securityTokenOf, signRequest, type SignInput } from './index.js';

const input: SignInput = {
  method: 'POST',
  rawPath: '/',
  rawQuery: 'mode=a',
  headers: { host: 'localhost:4000' },
  body: '',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
  region: 'eu-west-1',
  service: 'iam',
  now: Date.UTC(2026, 10, 21, 0, 15, 0),
};
const bySession: SignInput = { ...input, credentials: { ...input.credentials, sessionToken: 'to+ken/=' } };
const presigned = (of: SignInput) => presignRequest({ ...of, expiresSeconds: 60 });

test('a request says its scope, in either style, whether it holds or not', () => {
  const scope = { date: '20261121', region: 'eu-west-1', service: 'iam', terminator: 'aws4_request' };
  const headers = signRequest(input);
  expect(scopeOf({ rawQuery: '', headers })).toEqual(scope);
  expect(scopeOf({ rawQuery: '', headers: { ...headers, 'x-amz-date': 'no date' } })).toEqual(scope);
  expect(scopeOf({ rawQuery: presigned(input), headers: {} })).toEqual(scope);
  for (const authorization of [undefined, '', 'Basic x', 'AWS4-HMAC-SHA256 Credential=a/b'])
    expect(scopeOf({ rawQuery: '', headers: { authorization } })).toBeUndefined();
});

test('and its session token, in either style', () => {
  expect(securityTokenOf({ rawQuery: '', headers: signRequest(bySession) })).toBe('to+ken/=');
  expect(securityTokenOf({ rawQuery: presigned(bySession), headers: {} })).toBe('to+ken/=');
  expect(securityTokenOf({ rawQuery: presigned(input), headers: signRequest(input) })).toBeUndefined();
});

test('but none when it has several', () => {
  const twice = ['a', 'b'];
  expect(securityTokenOf({ rawQuery: '', headers: { 'x-amz-security-token': twice } })).toBeUndefined();
  const rawQuery = 'X-Amz-Security-Token=a&X-Amz-Security-Token=b';
  expect(securityTokenOf({ rawQuery, headers: {} })).toBeUndefined();
});
