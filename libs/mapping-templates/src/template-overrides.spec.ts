import { compileTemplate, parseTemplate, type TemplateScope } from './index.js';

const scope: TemplateScope = {
  params: { path: {}, querystring: {}, header: {} },
  body: '{}',
  context: { stage: 'prod', identity: { sourceIp: '127.0.0.1' } },
  stageVariables: {},
};

function render(source: string, given: TemplateScope = scope) {
  const parsed = parseTemplate(source);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return compileTemplate(parsed.template)(given);
}

function overridesOf(source: string, given?: TemplateScope) {
  const result = render(source, given);
  if (!result.ok) throw new Error(result.error.message);
  return result.overrides;
}

test('a template that writes no overrides has none', () => {
  expect(overridesOf('$context.stage $context.identity.sourceIp')).toBeNull();
});

test('overrides come back as data and not as text', () => {
  const source =
    "#set($context.requestOverride.header.X-A = ['a', 1])#set($context.requestOverride.path.id = 7)" +
    "$context.requestOverride.querystring.put('q', $input.path('$.none'))#set($context.responseOverride.status = 404)";
  expect(render(source)).toMatchObject({ text: '' });
  expect(overridesOf(source)).toMatchObject({
    request: { header: { 'X-A': ['a', '1'] }, path: { id: '7' }, querystring: {} },
    response: { status: 404, header: {} },
  });
});

test.each([
  ['404', 404],
  ["'503'", 503],
  ["'oops'", null],
  ['99', null],
  ['1.5', null],
])('a status of %s counts as %s', (status, expected) => {
  expect(overridesOf(`#set($context.responseOverride.status = ${status})`)?.response.status).toBe(expected);
});

test('one parameter is overridden once in a template', () => {
  const twice = "#set($context.requestOverride.header.a = '1')#set($context.requestOverride.header.a = '2')";
  expect(render(twice)).toMatchObject({ ok: false, error: { code: 'overridden-twice' } });
});

test('a response template reads what the request template wrote, and what it leaves alone stays (recorded: MOCK)', () => {
  const first = overridesOf(
    "#set($context.requestOverride.path.note = 'n')#set($context.responseOverride.status = 404)" +
      "#set($context.responseOverride.header.foo = 'bar')#set($context.responseOverride.custom = 'c')#set($context.mine = 'm')",
  );
  const later = { ...scope, overrides: first };
  const second = render(
    '$context.requestOverride.path.note $context.responseOverride.custom $context.mine $context.stage',
    later,
  );
  expect(second).toMatchObject({
    ok: true,
    text: 'n c m prod',
    overrides: { response: { status: 404, header: { foo: 'bar' } } },
  });
});

test('a response template may override what the request template has set', () => {
  const first = overridesOf(
    "#set($context.responseOverride.status = 404)#set($context.responseOverride.header.a = '1')",
  );
  const second = overridesOf(
    "#set($context.responseOverride.status = 201)#set($context.responseOverride.header.b = '2')",
    {
      ...scope,
      overrides: first,
    },
  );
  expect(second?.response).toEqual({ status: 201, header: { a: '1', b: '2' } });
  expect(first?.response).toEqual({ status: 404, header: { a: '1' } });
});
