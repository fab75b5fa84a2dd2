import type { FrozenDefinition, Method } from '#libs/api-definition';
import { sealSnapshot } from '#libs/snapshot-format';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkDefinition, compileDeployment } from './compile-deployment.js';
import { diagnosticCodes, firstError } from './diagnostic.js';

const read = (name: string): FrozenDefinition =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, 'testdata', `${name}.in.json`), 'utf8'),
  ) as FrozenDefinition;
const mock = read('mock-with-mapped-answers');
const http = read('http-and-proxy');
const seal = (definition: FrozenDefinition) => {
  const { snapshot } = compileDeployment(definition);
  return snapshot && sealSnapshot(snapshot);
};
const withMethod = (definition: FrozenDefinition, change: Partial<Method>): FrozenDefinition => ({
  ...definition,
  methods: definition.methods.map((method, index) => (index === 0 ? { ...method, ...change } : method)),
});
const codesOf = (definition: FrozenDefinition) => checkDefinition(definition).map(({ code }) => code);

test('the same definition gives the same bytes, in whatever order its parts and members come', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(mock, http),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (definition, random: Iterator<number>) => {
        expect(seal(shuffled(definition, () => Number(random.next().value)))).toEqual(seal(definition));
      },
    ),
    { numRuns: 50 },
  );
});

test('a definition without methods is refused with the text of AWS', () => {
  const empty = { ...mock, methods: [] };
  expect(compileDeployment(empty).snapshot).toBeNull();
  expect(firstError(checkDefinition(empty))).toBe("The REST API doesn't contain any methods");
});

test('a method without integration is refused with the text of AWS, before anything else is said', () => {
  const definition = withMethod(mock, { methodIntegration: null, authorizationType: 'AWS_IAM' });
  expect(firstError(checkDefinition(definition))).toBe('No integration defined for method');
});

test.each(['CUSTOM', 'COGNITO_USER_POOLS', 'something new', ''])(
  'a method with authorization %j is never compiled to an open one',
  (authorizationType) => {
    const definition = withMethod(mock, { authorizationType });
    expect(compileDeployment(definition).snapshot).toBeNull();
    const codes = codesOf(definition);
    expect(codes).toContain(
      /CUSTOM|COGNITO/.test(authorizationType) ? 'bad-authorizer' : 'authorization-not-served',
    );
  },
);

test('a method that asks for a signature is compiled so, and for gateways that can check one', () => {
  const { snapshot } = compileDeployment(withMethod(mock, { authorizationType: 'AWS_IAM' }));
  expect(snapshot!.requires).toEqual(['aws-iam']);
  const methods = snapshot!.routes.flatMap((route) => Object.values(route.methods));
  expect(methods.map(({ authorization }) => authorization)).toContainEqual({ type: 'AWS_IAM' });
});

const withPolicy = (policy: string): FrozenDefinition => ({
  ...mock,
  restApi: { ...mock.restApi, policy },
});
const everybody =
  '{"Statement":{"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","Resource":"*"}}';

test('a resource policy goes into the snapshot as it is kept, and gateways must know what it is', () => {
  const { snapshot } = compileDeployment(withPolicy(everybody));
  expect(snapshot).toMatchObject({ resourcePolicy: everybody, requires: ['resource-policies'] });
  expect(compileDeployment(mock).snapshot).not.toHaveProperty('resourcePolicy');
});

test.each(['{}', '{', '', '{"Statement":[]}', everybody.replace('"*"', '{"AWS":"ada"}')])(
  'an API with the policy %j is never compiled to one without',
  (policy) => {
    expect(compileDeployment(withPolicy(policy)).snapshot).toBeNull();
    expect(codesOf(withPolicy(policy))).toContain('bad-resource-policy');
  },
);

test('a method whose request validator is gone is refused rather than served unvalidated', () => {
  expect(codesOf(withMethod(mock, { requestValidatorId: 'val001' }))).toContain('unknown-request-validator');
});

const model = (name: string, schema: unknown, contentType = 'application/json') => ({
  restApiId: 'a1b2c3d4e5',
  id: name.toLowerCase(),
  name,
  description: null,
  contentType,
  schema: typeof schema === 'string' ? schema : JSON.stringify(schema),
});
const reference = { $ref: 'https://apigateway.amazonaws.com/restapis/a1b2c3d4e5/models/Tail' };
const validated = (flags: { body?: boolean; parameters?: boolean }, models: unknown[] = []) =>
  ({
    ...withMethod(mock, {
      requestValidatorId: 'val001',
      requestParameters: {
        'method.request.querystring.a': true,
        'method.request.header.z': true,
        'method.request.multivaluequerystring.m': true,
        'method.request.path.id': true,
        'method.request.header.optional': false,
      },
      requestModels: { 'Application/JSON': 'Pet', $default: 'Empty' },
    }),
    models,
    requestValidators: [
      {
        restApiId: 'a1b2c3d4e5',
        id: 'val001',
        name: 'v',
        validateRequestBody: flags.body ?? false,
        validateRequestParameters: flags.parameters ?? false,
      },
    ],
  }) as FrozenDefinition;
const firstMethod = (definition: FrozenDefinition) => {
  const { path } = definition.resources.find(({ id }) => id === mock.methods[0]!.resourceId)!;
  const { snapshot } = compileDeployment(definition);
  return snapshot?.routes.find((route) => route.path === path)?.methods[mock.methods[0]!.httpMethod];
};

test('required parameters are listed in the order of their expressions', () => {
  expect(firstMethod(validated({ parameters: true }))?.requestChecks).toEqual({
    requiredParameters: [
      { location: 'header', name: 'z' },
      { location: 'querystring', name: 'm' },
      { location: 'path', name: 'id' },
      { location: 'querystring', name: 'a' },
    ],
    bodyModels: null,
  });
});

test('models come with all that they refer to, and no others', () => {
  const definition = validated({ body: true }, [
    model('Pet', { properties: { tail: reference } }),
    model('Other', {}),
    model('Tail', { type: 'object', properties: { tail: reference } }),
  ]);
  expect(firstMethod(definition)?.requestChecks?.bodyModels).toEqual({ 'application/json': 'Pet' });
  expect(Object.keys(compileDeployment(definition).snapshot?.models ?? {})).toEqual(['Pet', 'Tail']);
});

test('a validator whose flags are off checks nothing', () => {
  expect(firstMethod(validated({}))).not.toHaveProperty('requestChecks');
});

test.each([
  ['a model that is not there', []],
  ['a reference that leads nowhere', [model('Pet', { items: reference })]],
  ['a model that is no JSON', [model('Pet', '{')]],
  ['a pattern that is none', [model('Pet', { pattern: '(' })]],
])('%s is refused rather than served unvalidated', (_, models) => {
  expect(codesOf(validated({ body: true }, models))).toContain('bad-model');
});

test('a model of another content type is not checked, and the author is told', () => {
  const definition = validated({ body: true }, [model('Pet', '<x/>', 'application/xml')]);
  expect(codesOf(definition)).toContain('model-not-checked');
  expect(firstMethod(definition)).not.toHaveProperty('requestChecks');
});

test('a template that cannot be read is named with its construct and offset', () => {
  const definition = withMethod(mock, {
    methodIntegration: {
      ...mock.methods[0]!.methodIntegration!,
      requestTemplates: { 'application/json': '{"a": 1} #foreach($x in $y)' },
    },
  });
  expect(firstError(checkDefinition(definition))).toBeNull();
  expect(compileDeployment(definition).snapshot?.requires).toEqual(['unreadable-parts']);
  expect(firstError(checkDefinition(definition), true)).toMatch(
    /^GET \/pets\/\{id\}: template for application\/json: #foreach .*\(offset 9\)$/,
  );
});

test('warnings do not fail a deployment', () => {
  const { snapshot, diagnostics } = compileDeployment(mock);
  expect(diagnostics.map(({ severity }) => severity)).toEqual(['warning']);
  expect(snapshot).not.toBeNull();
});

test('every diagnostic comes up in the pairs of testdata', () => {
  const seen = [
    'mock-with-mapped-answers',
    'http-and-proxy',
    'what-is-not-served-yet',
    'what-is-wrong',
    'authorizers',
  ].flatMap((name) => codesOf(read(name)));
  const seldom = ['no-methods', 'bad-model', 'model-not-checked'];
  // Stages and domains have to do with these: `cacheWarnings`, open-endpoints.spec.ts.
  seldom.push('cache-key-without-path', 'cache-key-without-caller', 'open-default-endpoint');
  // The pairs of HTTP and WebSocket APIs are in their own folders.
  seldom.push('no-routes', 'bad-route-key', 'route-without-target', 'bad-parameter-mapping');
  seldom.push('bad-selection-expression', 'connect-only', 'bad-parameter', 'one-way-route');
  // A PRIVATE API that nobody may call: refuse-unserved-api.spec.ts.
  seldom.push('private-api-without-policy');
  expect(new Set([...seen, ...seldom])).toEqual(new Set(Object.keys(diagnosticCodes)));
});

const functionUri = (name: string) =>
  `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:000000000000:function:${name}/invocations`;
const calling = (type: 'AWS' | 'AWS_PROXY', uri: string, selectionPattern = '') => {
  const integration = mock.methods[0]!.methodIntegration!;
  const [one] = Object.values(integration.integrationResponses);
  return withMethod(mock, {
    methodIntegration: {
      ...integration,
      type,
      uri,
      httpMethod: 'POST',
      integrationResponses: { '200': { ...one!, statusCode: '200', selectionPattern } },
    },
  });
};

test('functions are told by their URI, also with a stage variable in it or a doubled slash', () => {
  for (const uri of [functionUri('${stageVariables.fn}'), functionUri('x').replace('path/', 'path//')]) {
    expect(firstMethod(calling('AWS', uri))?.integration).toMatchObject({
      type: 'LAMBDA',
      region: 'eu-west-1',
    });
  }
  expect(firstMethod(calling('AWS_PROXY', functionUri('x')))?.integration).toMatchObject({
    type: 'LAMBDA_PROXY',
    functionArn: { parts: [{ text: 'arn:aws:lambda:eu-west-1:000000000000:function:x' }] },
    responses: [],
  });
});

test('credentials are a role, never the caller; an older gateway refuses what names one', () => {
  const withCredentials = (credentials: string | null) => {
    const definition = calling('AWS', functionUri('x'));
    return {
      ...definition,
      methods: definition.methods.map((method) => ({
        ...method,
        methodIntegration: { ...method.methodIntegration!, credentials },
      })),
    };
  };
  for (const role of ['arn:aws:iam::000000000000:role/r', 'arn:aws:iam::000000000000:${stageVariables.r}']) {
    expect(compileDeployment(withCredentials(role)).snapshot?.requires).toEqual(['integration-credentials']);
  }
  expect(compileDeployment(withCredentials(null)).snapshot?.requires).toEqual([]);
  expect(codesOf(withCredentials('arn:aws:iam::*:user/*'))).toContain('caller-credentials-not-served');
  expect(codesOf(withCredentials('AKIDEXAMPLE'))).toContain('bad-integration');
});

test('AWS_PROXY to anything but a function is refused, and of type AWS what names no path or action', () => {
  const firehose = calling('AWS_PROXY', 'arn:aws:apigateway:eu-west-1:firehose:action/PutRecord');
  expect(codesOf(firehose)).toContain('integration-type-not-served');
  for (const uri of [
    'arn:aws:apigateway:eu-west-1:sqs:queue/x',
    'arn:aws:apigateway:eu-west-1:${stageVariables.s}:path/x',
    'arn:aws:apigateway:eu-west-1:dynamodb:action/ GetItem',
    'arn:aws:apigateway:eu-west-1:s3:path/{',
  ]) {
    expect(codesOf(calling('AWS', uri))).toContain('bad-integration');
  }
});

test('a selection pattern may use what the bounded engine reads, and no more', () => {
  expect(codesOf(calling('AWS', functionUri('x'), '(?i).*\\p{Upper}.*'))).not.toContain(
    'bad-selection-pattern',
  );
  expect(codesOf(calling('AWS', functionUri('x'), '(?<=(?:ab)+)b'))).toContain('bad-selection-pattern');
});

/** Every list that is a set, and the members of every map, in another order. */
function shuffled<T>(value: T, random: () => number): T {
  if (Array.isArray(value))
    return inAnotherOrder(
      value.map((item: unknown) => shuffled(item, random)),
      random,
    ) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(
    ([name, member]) => [name, shuffled(member as unknown, random)] as const,
  );
  return Object.fromEntries(inAnotherOrder(entries, random)) as T;
}

function inAnotherOrder<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
