import fc, { type Arbitrary } from 'fast-check';
import {
  freezeDefinition,
  httpMethods,
  type FrozenDefinition,
  type HttpMethod,
  type Integration,
  type Method,
  type Owner,
  type Resource,
} from '#libs/api-definition';

type Format = 'swagger' | 'oas30';

const restApiId = 'api1234567';
const rootResourceId = 'root123456';

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
/** Anything that can stand in a database, with what trips YAML and prototypes. */
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((value) => value.replace(/\0/g, '')),
    fc.constantFrom(
      'no',
      '2012-10-17',
      '1e3',
      '<<',
      '- a',
      '{}',
      '0x1F',
      'null',
      'a: b',
      "it's",
      '~',
      '#',
      '*a',
      '&a',
    ),
  )
  .filter((value) => value !== '' && !value.includes('${AWS::'));
const key = fc.oneof(
  word,
  fc.constantFrom('__proto__', 'constructor', 'toString', 'X-Amz-Date', 'a.b', 'on', '123'),
);
const contentType = fc.constantFrom('application/json', 'application/xml', 'text/plain', 'image/png');
const orNull = <T>(value: Arbitrary<T>): Arbitrary<T | null> => fc.option(value, { nil: null, freq: 1 });
const mapOf = <T>(
  keys: Arbitrary<string>,
  values: Arbitrary<T>,
): Arbitrary<Readonly<Record<string, T>> | null> =>
  fc
    .array(fc.tuple(keys, values), { maxLength: 3 })
    .map((entries) => (entries.length === 0 ? null : Object.fromEntries(entries)));
const unique = <T>(value: Arbitrary<T>, maxLength: number, selector?: (item: T) => unknown) =>
  fc.uniqueArray(value, { maxLength, ...(selector && { selector }) });

/** Definitions as management calls can make them, but for what no document says: see `exportDefinition`. */
export function anyDefinition(owner: Owner, format: Format): Arbitrary<FrozenDefinition> {
  return fc
    .record({
      restApi: anyRestApi,
      paths: unique(fc.array(pathPart, { minLength: 1, maxLength: 3 }), 5, (parts) => parts.join('/')),
      modelNames: unique(fc.stringMatching(/^[A-Z][a-zA-Z0-9]{0,6}$/), 3),
      validatorNames: unique(
        text.filter((name) => name.trim() !== ''),
        2,
      ),
      authorizers: unique(anyAuthorizer, 3, ({ name }) => name),
      gatewayResponses: unique(anyGatewayResponse, 2, ({ responseType }) => responseType),
    })
    .chain(({ restApi, paths, modelNames, validatorNames, authorizers, gatewayResponses }) => {
      const resources = resourcesOf(paths);
      const validators = validatorNames.map((name, index) => ({
        restApiId,
        id: `val${index}`,
        name,
        validateRequestBody: index % 2 === 0,
        validateRequestParameters: name.length % 2 === 0,
      }));
      const known: Known = { modelNames, validators, authorizers, format };
      return fc
        .record({
          methods: fc
            .tuple(...resources.map((resource) => anyMethods(resource, known)))
            .map((lists) => lists.flat()),
          models: fc.tuple(...modelNames.map((name, index) => anyModel(name, index, modelNames))),
        })
        .map(({ methods, models }) =>
          freezeDefinition(
            { ...restApi, owner, createdAtMs: 0, name: 'any', description: null, tags: {} },
            resources,
            methods,
            { models, requestValidators: validators, authorizers, gatewayResponses },
          ),
        );
    });
}

interface Known {
  readonly modelNames: readonly string[];
  readonly validators: FrozenDefinition['requestValidators'];
  readonly authorizers: FrozenDefinition['authorizers'];
  readonly format: Format;
}

const pathPart = fc.oneof(word, fc.constantFrom('{id}', 'constructor', 'a.b-c:d', 'v1', '1'));

function resourcesOf(paths: readonly (readonly string[])[]): readonly Resource[] {
  const byPath = new Map<string, Resource>([
    ['/', { restApiId, id: rootResourceId, parentId: null, pathPart: null, path: '/' }],
  ]);
  for (const parts of paths) {
    let parent = byPath.get('/')!;
    for (const part of parts) {
      const path = parent.path === '/' ? `/${part}` : `${parent.path}/${part}`;
      const resource = byPath.get(path) ?? {
        restApiId,
        id: `res${byPath.size}`,
        parentId: parent.id,
        pathPart: part,
        path,
      };
      byPath.set(path, resource);
      parent = resource;
    }
  }
  return [...byPath.values()];
}

const anyRestApi = fc.record({
  id: fc.constant(restApiId),
  rootResourceId: fc.constant(rootResourceId),
  // Without one an export shows the deployment's time (recorded: export).
  version: text,
  apiKeySource: fc.constantFrom('HEADER' as const, 'AUTHORIZER' as const),
  binaryMediaTypes: unique(contentType, 2),
  minimumCompressionSize: orNull(fc.integer({ min: 0, max: 10_485_760 })),
  disableExecuteApiEndpoint: fc.boolean(),
  endpointConfiguration: fc.oneof(
    fc.constant({ types: ['REGIONAL' as const], ipAddressType: 'ipv4' as const }),
    fc.constant({
      types: ['PRIVATE' as const],
      ipAddressType: 'dualstack' as const,
      vpcEndpointIds: ['vpce-1'],
    }),
  ),
  policy: orNull(
    fc.constant(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Resource":"arn:aws:x"}]}',
    ),
  ),
});

const functionUri =
  'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:f/invocations';

const anyAuthorizer = fc
  .oneof(
    fc.record({
      name: fc.oneof(
        text.filter((name) => name.trim() !== ''),
        fc.constantFrom('api_key', 'sigv4'),
      ),
      type: fc.constantFrom('TOKEN' as const),
      identitySource: fc.constantFrom('method.request.header.Authorization', 'method.request.header.X-Token'),
      providerARNs: fc.constant(null),
      authorizerUri: fc.constant<string | null>(functionUri),
      authType: fc.constantFrom('custom', 'oauth2'),
    }),
    fc.record({
      name: word,
      type: fc.constantFrom('REQUEST' as const),
      identitySource: fc.constantFrom(
        'method.request.header.A',
        'method.request.querystring.q, context.stage',
      ),
      providerARNs: fc.constant(null),
      authorizerUri: fc.constant<string | null>(functionUri),
      authType: fc.constant('custom'),
    }),
    fc.record({
      name: word,
      type: fc.constantFrom('COGNITO_USER_POOLS' as const),
      identitySource: fc.constantFrom('method.request.header.Authorization'),
      providerARNs: fc.constant(['arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_abc']),
      authorizerUri: fc.constant<string | null>(null),
      authType: fc.constant('cognito_user_pools'),
    }),
  )
  .chain((authorizer) =>
    fc
      .record({
        identityValidationExpression: orNull(text),
        authorizerResultTtlInSeconds: orNull(fc.integer({ min: 0, max: 3600 })),
        authorizerCredentials: orNull(fc.constant('arn:aws:iam::123456789012:role/r')),
      })
      .map((more) => ({ ...authorizer, ...more, restApiId, id: `auth-${authorizer.name}` })),
  );

const anyGatewayResponse = fc.record({
  restApiId: fc.constant(restApiId),
  responseType: fc.constantFrom('DEFAULT_4XX', 'THROTTLED', 'UNAUTHORIZED'),
  statusCode: orNull(fc.constantFrom('404', '429')),
  responseParameters: mapOf(
    fc.constantFrom('gatewayresponse.header.a', 'gatewayresponse.header.B'),
    fc.constantFrom("'*'", 'context.requestId'),
  ).map((map) => map ?? {}),
  responseTemplates: mapOf(contentType, text).map((map) => map ?? {}),
});

function anyModel(name: string, index: number, names: readonly string[]) {
  const reference = fc.constantFrom(...names).map((other) => ({
    $ref: `https://apigateway.amazonaws.com/restapis/${restApiId}/models/${other}`,
  }));
  const leaf = fc.oneof(
    reference,
    fc.constant({ type: 'string' }),
    fc.constant({ type: 'integer', minimum: 1 }),
  );
  const properties = fc.array(fc.tuple(fc.oneof(key, fc.constantFrom('example', '$ref', 'nullable')), leaf), {
    maxLength: 3,
  });
  return properties.map((entries) => ({
    restApiId,
    id: `model${index}`,
    name,
    description: null,
    contentType: 'application/json',
    schema: JSON.stringify({
      type: 'object',
      properties: Object.fromEntries(entries.map(([property, schema]) => [property, schema])),
      additionalProperties: { type: 'array', items: { type: 'string' }, minItems: 1 },
    }),
  }));
}

function anyMethods(resource: Resource, known: Known): Arbitrary<readonly Method[]> {
  return unique(fc.constantFrom(...httpMethods), 3).chain((names) =>
    fc.tuple(...names.map((httpMethod) => anyMethod(resource, httpMethod, known))),
  );
}

function anyMethod(resource: Resource, httpMethod: HttpMethod, known: Known): Arbitrary<Method> {
  const models = known.format === 'oas30' ? contentType : fc.constant('application/json');
  const modelMap =
    known.modelNames.length === 0 ? fc.constant(null) : mapOf(models, fc.constantFrom(...known.modelNames));
  const variables = [...resource.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const parameters = mapOf(
    fc
      .tuple(fc.constantFrom('querystring', 'header'), key)
      .map(([place, name]) => `method.request.${place}.${name}`),
    fc.boolean(),
  ).map((map) => {
    const own = Object.entries(map ?? {});
    const names = own.map(([expression]) => expression.split('.').slice(3).join('.'));
    const free = own.filter(
      (_, index) => names.indexOf(names[index]!) === index && !variables.includes(names[index]!),
    );
    const all = [...free, ...variables.map((name) => [`method.request.path.${name}`, true] as const)];
    return all.length > 0 ? Object.fromEntries(all) : null;
  });
  return fc
    .record({
      authorizer: orNull(fc.constantFrom(...known.authorizers, null)),
      isIam: fc.boolean(),
      scopes: orNull(fc.constantFrom(['a/b'], ['a/b', 'c'])),
      apiKeyRequired: fc.boolean(),
      operationName: orNull(text),
      requestValidatorId: orNull(fc.constantFrom(...known.validators.map(({ id }) => id), null)),
      requestParameters: parameters,
      requestModels: modelMap,
      responses: unique(anyMethodResponse(modelMap, known.format), 3, ({ statusCode }) => statusCode),
      methodIntegration: orNull(anyIntegration(resource.id)),
    })
    .map(({ authorizer, isIam, scopes, responses, ...method }) => ({
      ...method,
      restApiId,
      resourceId: resource.id,
      httpMethod,
      authorizationType: authorizer
        ? authorizer.type === 'COGNITO_USER_POOLS'
          ? 'COGNITO_USER_POOLS'
          : 'CUSTOM'
        : isIam
          ? 'AWS_IAM'
          : 'NONE',
      authorizerId: authorizer?.id ?? null,
      authorizationScopes: authorizer?.type === 'COGNITO_USER_POOLS' ? scopes : null,
      methodResponses: Object.fromEntries(responses.map((response) => [response.statusCode, response])),
    }));
}

const anyMethodResponse = (modelMap: Arbitrary<Readonly<Record<string, string>> | null>, format: Format) =>
  fc.record({
    statusCode: fc.constantFrom('200', '201', '400', '404', '500'),
    responseParameters: mapOf(
      key.map((name) => `method.response.header.${name}`),
      format === 'oas30' ? fc.boolean() : fc.constant(false),
    ),
    responseModels: modelMap,
  });

function anyIntegration(resourceId: string): Arbitrary<Integration> {
  const target = fc.constantFrom(
    { type: 'MOCK' as const, httpMethod: null, uri: null, connectionType: null, connectionId: null },
    {
      type: 'AWS_PROXY' as const,
      httpMethod: 'POST',
      uri: functionUri,
      connectionType: null,
      connectionId: null,
    },
    {
      type: 'HTTP' as const,
      httpMethod: 'ANY',
      uri: 'https://${stageVariables.host}/{id}',
      connectionType: 'INTERNET' as const,
      connectionId: null,
    },
    {
      type: 'HTTP_PROXY' as const,
      httpMethod: 'GET',
      uri: 'http://example.com/a b'.replace(' ', '%20'),
      connectionType: 'VPC_LINK' as const,
      connectionId: '${stageVariables.link}',
    },
  );
  return target.chain((chosen) =>
    fc
      .record({
        credentials: orNull(fc.constant('arn:aws:iam::123456789012:role/r')),
        requestParameters: mapOf(
          key.map((name) => `integration.request.header.${name}`),
          fc.constantFrom("'it is'", 'method.request.header.a', 'stageVariables.x'),
        ),
        requestTemplates: mapOf(contentType, text),
        passthroughBehavior: fc.constantFrom(
          'WHEN_NO_MATCH' as const,
          'WHEN_NO_TEMPLATES' as const,
          'NEVER' as const,
        ),
        contentHandling: orNull(fc.constantFrom('CONVERT_TO_BINARY' as const, 'CONVERT_TO_TEXT' as const)),
        timeoutInMillis: fc.constantFrom(29_000, 50, 3000),
        cacheNamespace: fc.constantFrom(resourceId, 'shared'),
        cacheKeyParameters: unique(fc.constantFrom('method.request.path.id', 'method.request.header.a'), 2),
        tlsConfig: orNull(fc.record({ insecureSkipVerification: fc.boolean() })),
        responses: unique(anyIntegrationResponse, 3, ({ statusCode }) => statusCode).map((responses) =>
          responses.filter(
            ({ selectionPattern }, index) =>
              responses.findIndex((other) => other.selectionPattern === selectionPattern) === index,
          ),
        ),
      })
      .map(({ responses, ...integration }) => ({
        ...chosen,
        ...integration,
        integrationResponses: Object.fromEntries(
          responses.map((response) => [response.statusCode, response]),
        ),
      })),
  );
}

const anyIntegrationResponse = fc.record({
  statusCode: fc.constantFrom('200', '400', '500'),
  selectionPattern: orNull(fc.constantFrom('', '4\\d{2}', '.*"x".*', '__proto__', '200')),
  responseParameters: mapOf(
    key.map((name) => `method.response.header.${name}`),
    fc.constantFrom("'*'", 'integration.response.header.a', 'integration.response.body.x'),
  ),
  responseTemplates: mapOf(contentType, orNull(text)),
  contentHandling: orNull(fc.constantFrom('CONVERT_TO_BINARY' as const, 'CONVERT_TO_TEXT' as const)),
});
