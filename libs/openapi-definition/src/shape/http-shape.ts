import {
  anything,
  flag,
  listOf,
  map,
  mapOf,
  namedOf,
  recordOf,
  referable,
  text,
  type Shape,
} from './shape.js';

const texts = listOf(text);
const security = listOf(mapOf(texts));

const named = (shapes: Readonly<Record<string, Shape>>): Readonly<Record<string, Shape>> =>
  Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [`x-amazon-apigateway-${name}`, shape]));

/** `x-amazon-apigateway-integration`, or a reference to one of the named ones. */
const integration = referable(
  recordOf({
    type: text,
    httpMethod: text,
    uri: text,
    payloadFormatVersion: text,
    integrationSubtype: text,
    connectionType: text,
    connectionId: text,
    credentials: text,
    description: text,
    requestParameters: mapOf(text),
    // By status.
    responseParameters: mapOf(mapOf(text)),
    timeoutInMillis: text,
    tlsConfig: recordOf({ serverNameToVerify: text }),
  }),
);

const securityScheme = referable(
  recordOf({
    type: text,
    name: text,
    in: text,
    openIdConnectUrl: text,
    ...named({
      authtype: text,
      authorizer: recordOf({
        type: text,
        authorizerUri: text,
        authorizerCredentials: text,
        authorizerPayloadFormatVersion: text,
        authorizerResultTtlInSeconds: text,
        enableSimpleResponses: flag,
        identitySource: text,
        jwtConfiguration: recordOf({ issuer: text, audience: texts }),
      }),
    }),
  }),
);

const operation = recordOf({
  operationId: text,
  security,
  isDefaultRoute: flag,
  // Said to be left out, and not looked into.
  requestBody: anything,
  ...named({ auth: recordOf({ type: text }), integration }),
});

const pathItem = referable(
  recordOf({
    get: operation,
    put: operation,
    post: operation,
    delete: operation,
    patch: operation,
    options: operation,
    head: operation,
    ...named({ 'any-method': operation }),
  }),
);

const endpoint = named({ 'endpoint-configuration': recordOf({ disableExecuteApiEndpoint: flag }) });

/** The parts of a document of OpenAPI 3.0 that an HTTP API is made of. */
export const httpRoot: Shape = recordOf({
  info: recordOf({ title: text, version: text, description: text }),
  servers: listOf(recordOf({ url: text, variables: mapOf(recordOf({ default: text })), ...endpoint })),
  security,
  tags: listOf(recordOf({ name: text, ...named({ 'tag-value': text }) })),
  paths: namedOf(pathItem),
  components: recordOf({
    schemas: map,
    securitySchemes: mapOf(securityScheme),
    ...named({ integrations: mapOf(integration) }),
  }),
  ...endpoint,
  ...named({
    cors: recordOf({
      allowOrigins: texts,
      allowMethods: texts,
      allowHeaders: texts,
      exposeHeaders: texts,
      allowCredentials: flag,
      maxAge: text,
    }),
    'importexport-version': text,
  }),
});
