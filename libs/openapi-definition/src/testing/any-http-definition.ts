import fc from 'fast-check';
import {
  freezeHttpDefinition,
  newHttpAuthorizer,
  newHttpIntegration,
  newRoute,
  type HttpApi,
  type HttpApiParts,
  type HttpAuthorizer,
  type HttpIntegration,
} from '#libs/api-definition';

export const apiId = 'a1b2c3d4e5';
const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:pets';
const role = 'arn:aws:iam::123456789012:role/caller';

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
/** Members without the undefined ones, as a call has them. */
const given = <T extends object>(members: T) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

const integrations: readonly ((id: string) => fc.Arbitrary<HttpIntegration>)[] = [
  (integrationId) =>
    fc
      .record({
        integrationMethod: fc.constantFrom('ANY', 'GET', 'POST'),
        description: sometimes(fc.string({ minLength: 1, maxLength: 20 })),
        requestParameters: sometimes(
          fc.dictionary(
            name.map((header) => `append:header.${header}`),
            fc.constantFrom('$request.path', 'text', '${context.apiId}/${stageVariables.a}'),
            { maxKeys: 3, minKeys: 1 },
          ),
        ),
        responseParameters: sometimes(
          fc.dictionary(
            fc.constantFrom('200', '404', '500'),
            fc.constant({ 'overwrite:statuscode': '201' }),
            {
              minKeys: 1,
            },
          ),
        ),
        timeoutInMillis: sometimes(fc.integer({ min: 50, max: 30_000 })),
      })
      .map((members) =>
        newHttpIntegration(
          {
            ...given(members),
            integrationType: 'HTTP_PROXY',
            integrationUri: 'https://backend.test/{proxy}',
          },
          { apiId, integrationId, protocolType: 'HTTP' },
        ),
      ),
  (integrationId) =>
    fc
      .record({
        payloadFormatVersion: fc.constantFrom('1.0', '2.0'),
        credentialsArn: sometimes(fc.constant(role)),
      })
      .map((members) =>
        newHttpIntegration(
          { ...given(members), integrationType: 'AWS_PROXY', integrationUri: functionArn },
          { apiId, integrationId, protocolType: 'HTTP' },
        ),
      ),
  (integrationId) =>
    fc.constant(
      newHttpIntegration(
        {
          integrationType: 'AWS_PROXY',
          integrationSubtype: 'SQS-SendMessage',
          credentialsArn: role,
          requestParameters: { QueueUrl: '$stageVariables.queue', MessageBody: '$request.body' },
        },
        { apiId, integrationId, protocolType: 'HTTP' },
      ),
    ),
  (integrationId) =>
    fc.option(fc.constant({ serverNameToVerify: 'web.test' }), { nil: undefined }).map((tlsConfig) =>
      newHttpIntegration(
        {
          integrationType: 'HTTP_PROXY',
          integrationMethod: 'ANY',
          connectionType: 'VPC_LINK',
          connectionId: 'link01',
          integrationUri:
            'arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/web/50dc6c49/0467ef3c',
          ...(tlsConfig && { tlsConfig }),
        },
        { apiId, integrationId, protocolType: 'HTTP' },
      ),
    ),
];

const authorizers: readonly HttpAuthorizer[] = [
  newHttpAuthorizer(
    {
      name: 'tokens',
      authorizerType: 'JWT',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: { issuer: 'https://issuer.test/pool', audience: ['web', 'app'] },
    },
    { apiId, authorizerId: 'aut001' },
  ),
  newHttpAuthorizer(
    {
      // It has the name that the scheme of signatures would have.
      name: 'sigv4',
      authorizerType: 'REQUEST',
      authorizerUri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
      authorizerPayloadFormatVersion: '2.0',
      enableSimpleResponses: true,
      authorizerResultTtlInSeconds: 60,
      identitySource: ['$request.querystring.token', '$context.routeKey'],
    },
    { apiId, authorizerId: 'aut002' },
  ),
  newHttpAuthorizer(
    {
      name: 'open',
      authorizerType: 'REQUEST',
      authorizerUri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
      authorizerPayloadFormatVersion: '1.0',
    },
    { apiId, authorizerId: 'aut003' },
  ),
];

const path = fc
  .tuple(fc.array(name, { maxLength: 3 }), fc.constantFrom('', '/{id}', '/{proxy+}'))
  .map(([segments, end]) => `${segments.map((segment) => `/${segment}`).join('')}${end}` || '/');
const routeKey = fc.oneof(
  fc.constant('$default'),
  fc
    .tuple(fc.constantFrom('ANY', 'GET', 'POST', 'DELETE', 'HEAD'), path)
    .map(([method, at]) => `${method} ${at}`),
);

const locks = [
  { authorizationType: 'NONE' },
  { authorizationType: 'AWS_IAM' },
  { authorizationType: 'JWT', authorizerId: 'aut001', authorizationScopes: ['pets:read', 'pets:write'] },
  { authorizationType: 'JWT', authorizerId: 'aut001' },
  { authorizationType: 'CUSTOM', authorizerId: 'aut002' },
  { authorizationType: 'CUSTOM', authorizerId: 'aut003' },
] as const;

/** Everything below an HTTP API that a document can say, shared and unused integrations among it. */
export const anyHttpParts: fc.Arbitrary<HttpApiParts> = fc
  .array(fc.integer({ min: 0, max: integrations.length - 1 }), { maxLength: 4 })
  .chain((kinds) => fc.tuple(...kinds.map((kind, index) => integrations[kind]!(`int00${index}`))))
  .chain((made) =>
    fc
      .uniqueArray(
        fc.record({
          key: routeKey,
          lock: fc.constantFrom(...locks),
          operationName: sometimes(name),
          target: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
        }),
        { selector: ({ key }) => key.replace(/\{[^}+]*(\+?)\}/g, '{$1}'), maxLength: 8 },
      )
      .map((routes) => ({
        integrations: made,
        authorizers,
        routes: routes.map(({ key, lock, operationName, target }, index) => {
          const integration = target === null ? undefined : made[target];
          return newRoute(
            {
              routeKey: key,
              ...lock,
              ...(operationName !== undefined && { operationName }),
              ...(integration && { target: `integrations/${integration.integrationId}` }),
            },
            { apiId, routeId: `rou00${index}` },
          );
        }),
        routeResponses: [],
        integrationResponses: [],
        models: [],
      })),
  );

/** What two definitions must have alike that differ in ids alone. */
export function comparableHttp(api: HttpApi, parts: HttpApiParts): unknown {
  const frozen = freezeHttpDefinition(api, parts);
  const integrationOf = (target: string | null) => {
    const found = frozen.integrations.find(({ integrationId }) => target === `integrations/${integrationId}`);
    return found && { ...found, integrationId: '' };
  };
  const nameOf = (authorizerId: string | null) =>
    frozen.authorizers.find((authorizer) => authorizer.authorizerId === authorizerId)?.name;
  return {
    api: frozen.api,
    routes: frozen.routes.map(({ routeId: _, target, authorizerId, ...route }) => ({
      ...route,
      integration: integrationOf(target),
      authorizer: nameOf(authorizerId),
      // Which others lead to the same.
      sharing: frozen.routes
        .filter((other) => target !== null && other.target === target)
        .map((r) => r.routeKey),
    })),
    integrations: frozen.integrations.map((found) => JSON.stringify({ ...found, integrationId: '' })).sort(),
    authorizers: frozen.authorizers
      .map((found) => ({ ...found, authorizerId: '' }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
