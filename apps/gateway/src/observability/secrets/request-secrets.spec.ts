import type { ActiveMethod } from '../../invocation/active-stage.js';
import type { ApiAddress } from '../../invocation/api-address.js';
import { createInvocation, type Invocation } from '../../invocation/invocation.js';
import { RequestRecord } from '../../invocation/record/request-record.js';
import type { CallerRequest } from '../../http/caller-request.js';
import { maskSecret } from './mask-secret.js';
import { RequestSecrets } from './request-secrets.js';

const marked = 'the-marked-secret-0123456789';

function secretsOf(rawHeaders: string[], change: Partial<Invocation> = {}, query = ''): RequestSecrets {
  const address: ApiAddress = {
    apiId: 'a',
    region: null,
    stageName: 'dev',
    path: '/',
    query,
    custom: null,
    namedBy: 'host',
    vpcEndpointId: null,
  };
  const invocation = createInvocation(
    new RequestRecord(),
    { rawHeaders } as unknown as CallerRequest,
    address,
  );
  return new RequestSecrets(Object.assign(invocation, change));
}
const identifiedBy = (expression: string, value: string): Partial<Invocation> => ({
  method: { identity: () => [{ expression, value }] } as unknown as ActiveMethod,
});

test.each([
  'Authorization',
  'x-api-key',
  'X-Amz-Security-Token',
  'Proxy-Authorization',
  'Cookie',
  'set-cookie',
])('%s is a secret by its name', (name) => {
  const secrets = secretsOf([name, marked]);
  expect(secrets.isSecret(name)).toBe(true);
  expect(secrets.mask(`{"h":"${marked}"}`)).not.toContain(marked);
});

test.each<[string, RequestSecrets]>([
  ['a token behind its scheme', secretsOf(['authorization', `Bearer ${marked}`])],
  ['one cookie of several', secretsOf(['cookie', `theme=dark; session=${marked}; a=b`])],
  ['the header of an authorizer', secretsOf([], identifiedBy('method.request.header.X-Mine', marked))],
  ['the parameter of an authorizer', secretsOf([], identifiedBy('method.request.querystring.t', marked))],
  ['the key', secretsOf([], { apiKeyValue: marked })],
  ['the key that an authorizer names', secretsOf([], { usageIdentifierKey: marked })],
  ['a token of a signed URL', secretsOf([], {}, `a=b&X-Amz-Security-Token=${marked}`)],
])('%s is masked wherever it turns up', (_, secrets) => {
  for (const text of [marked, `a ${marked} b`, `https://b/?t=${marked}&u=${marked}`]) {
    expect(secrets.mask(text)).not.toContain(marked);
  }
});

test('a secret is found as JSON and as queries write it', () => {
  const secret = 'quote"and space+plus-0123456789';
  const secrets = secretsOf(['authorization', secret]);
  expect(secrets.mask(JSON.stringify({ token: secret }))).not.toContain('and space');
  expect(secrets.mask(`?t=${encodeURIComponent(secret)}`)).not.toContain('and%20space');
});

test('the header of an authorizer is masked under its name, and headers that are none are not', () => {
  const secrets = secretsOf([], identifiedBy('method.request.header.X-Mine', marked));
  expect([secrets.isSecret('x-mine'), secrets.isSecret('x-other')]).toEqual([true, false]);
});

test('so is that of an HTTP API’s authorizer, and its parameter of the query by its value', () => {
  const ofHeader = secretsOf([], identifiedBy('$request.header.X-Token', marked));
  expect(ofHeader.isSecret('x-token')).toBe(true);
  expect(ofHeader.mask(`say ${marked}`)).not.toContain(marked);
  const ofQuery = secretsOf([], identifiedBy('$request.querystring.token', marked));
  expect(ofQuery.mask(`say ${marked}`)).not.toContain(marked);
  expect(secretsOf([], identifiedBy('$context.routeKey', marked)).mask(marked)).toBe(marked);
});

test('what an authorizer reads of the request’s context is no secret', () => {
  const secrets = secretsOf([], identifiedBy('context.identity.sourceIp', '203.0.113.254'));
  expect(secrets.mask('203.0.113.254')).toBe('203.0.113.254');
});

test('a short secret shows nothing, a longer one its last six characters', () => {
  expect([maskSecret(''), maskSecret('abcdefghijk'), maskSecret('abcdefghijkl')]).toEqual([
    '',
    '***********',
    '******ghijkl',
  ]);
});

test('a secret that the cut of a body runs through shows none of its beginning', () => {
  const token = Array.from({ length: 100 }, (_, index) => `part-${index}-`).join('');
  const secrets = secretsOf(['x-api-key', marked, 'Authorization', `Bearer ${token}`]);
  for (const shown of [9, 20, 300]) {
    for (const text of [`Bearer ${token}`, token]) {
      const body = `${'x'.repeat(1024 - shown)}${text.slice(0, shown)}`;
      for (const cut of [body, `${body}\ufffd`])
        expect(secrets.mask(cut)).toBe(`${'x'.repeat(1024 - shown)}***`);
    }
  }
  const harmless = `${'x'.repeat(1024)}part-`;
  expect(secrets.mask(harmless)).toBe(harmless);
});
