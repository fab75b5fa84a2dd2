import fc from 'fast-check';
import { compileUriTemplate, parseUriTemplate, type UriValues } from './index.js';

function fill(uri: string, values: Partial<UriValues> = {}) {
  const parsed = parseUriTemplate(uri);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const result = compileUriTemplate(parsed.template)({ path: {}, stageVariables: {}, ...values });
  return result.ok ? result.uri : result.error;
}

test('is split into text, path parameters and stage variables, each knowing whether it can choose the host', () => {
  expect(parseUriTemplate('http://${stageVariables.host}:80/a/{id}?v=${stageVariables.v}')).toEqual({
    ok: true,
    template: {
      parts: [
        { kind: 'text', text: 'http://' },
        { kind: 'stageVariable', name: 'host', inAuthority: true },
        { kind: 'text', text: ':80/a/' },
        { kind: 'pathParameter', name: 'id', inAuthority: false },
        { kind: 'text', text: '?v=' },
        { kind: 'stageVariable', name: 'v', inAuthority: false },
      ],
    },
  });
});

test.each([
  'http://x/{',
  'http://x/}',
  'http://x/{}',
  'http://x/{a b}',
  'http://x/${context.a}',
  'http://x/${stageVariables.}',
])('%s is refused where the brace stands', (uri) =>
  expect(parseUriTemplate(uri)).toMatchObject({ ok: false, error: { offset: 9 } }),
);

test('a dollar sign without a brace is text', () => expect(fill('http://x/$a?$=1')).toBe('http://x/$a?$=1'));

test('path parameters keep their escapes and, being greedy, their slashes', () => {
  expect(fill('http://x/{proxy}', { path: { proxy: 'a%2Fb//c+d' } })).toBe('http://x/a%2Fb//c+d');
  expect(fill('http://x/{proxy+}', { path: { proxy: 'a/b' } })).toBe('http://x/a/b');
});

test('a path parameter cannot leave the path', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const uri = fill('http://x/base/{v}', { path: { v: value } });
      expect(uri).toMatch(
        /^http:\/\/x\/base\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2}|%[0-9a-fA-F]{2})*$/,
      );
    }),
  );
  expect(fill('http://x/{v}', { path: { v: 'a?b=c#d e%zz\r\n' } })).toBe(
    'http://x/a%3Fb=c%23d%20e%25zz%0D%0A',
  );
  expect(fill('http://x/{v}', { path: { v: '\ud800ü' } })).toBe('http://x/%EF%BF%BD%C3%BC');
});

test('a path parameter that stands in the host takes names only', () => {
  expect(fill('http://{h}/x', { path: { h: 'a.example.com:81' } })).toBe('http://a.example.com:81/x');
  for (const h of ['a@b', 'a/b', '', 'a?b', '[::1]', 'a b']) {
    expect(fill('http://{h}/x', { path: { h } })).toEqual({ code: 'unsafe-host', name: 'h' });
  }
});

test('an undefined stage variable is an error in the host and empty elsewhere', () => {
  expect(fill('https://${stageVariables.h}/x')).toEqual({ code: 'undefined-stage-variable', name: 'h' });
  expect(fill('https://${stageVariables.constructor}/x')).toMatchObject({ code: 'undefined-stage-variable' });
  expect(fill('https://${stageVariables.h}/x', { stageVariables: { h: '' } })).toMatchObject({ name: 'h' });
  expect(fill('https://x/a?b=${stageVariables.h}')).toBe('https://x/a?b=');
  expect(fill('http://${stageVariables.u}', { stageVariables: { u: 'h:1/p?q=1' } })).toBe('http://h:1/p?q=1');
});

test('an undefined path parameter is an error', () => {
  expect(fill('http://x/{id}')).toEqual({ code: 'undefined-path-parameter', name: 'id' });
});

test('an ARN takes stage variables anywhere', () => {
  const arn = 'arn:aws:apigateway:eu-west-1:lambda:path/functions/${stageVariables.f}/invocations';
  expect(fill(arn, { stageVariables: { f: 'fn' } })).toBe(arn.replace('${stageVariables.f}', 'fn'));
});
