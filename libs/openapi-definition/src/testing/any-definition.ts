import fc, { type Arbitrary } from 'fast-check';
import { freezeDefinition, type FrozenDefinition, type Owner, type Resource } from '#libs/api-definition';
import { anyMethods, type Format, type Known } from './any-method.js';
import {
  contentType,
  functionUri,
  key,
  mapOf,
  orNull,
  restApiId,
  rootResourceId,
  text,
  unique,
  word,
} from './any-words.js';

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

const anyRestApi = fc
  .record({
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
  })
  .chain((restApi) =>
    fc.constantFrom(
      restApi,
      { ...restApi, securityPolicy: 'TLS_1_2' },
      {
        ...restApi,
        securityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09',
        endpointAccessMode: 'STRICT' as const,
      },
    ),
  );

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
  const properties = fc.array(
    fc.tuple(
      fc.oneof(key, fc.constantFrom('example', '$ref', 'nullable', 'default', '$schema', 'enum')),
      leaf,
    ),
    {
      maxLength: 3,
    },
  );
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
