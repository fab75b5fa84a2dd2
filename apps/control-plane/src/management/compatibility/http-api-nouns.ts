import { does, enforced, keeps, stored, type NounSupport } from './support.js';

const ofWebSocket = does('WebSocket APIs only, as at AWS');
const byExpression = does(
  'WebSocket APIs only: `$request.body.<path>`, `${request.body.<path>}` in a text, `\\$default`; read at deployment',
);
const notChecked = keeps('WebSocket APIs only; what goes to clients is held to no model, at AWS neither');
const ofQuickCreate = does('quick create; UpdateApi changes what it has made');
const throttle = does(
  'as stage throttles of REST APIs; throttling starts when a stage or the account sets it',
);
const role = does(
  'a role, where gateways have TOLLGATE_ASSUME_ROLES=on; else calls are from the gateway, by its own credentials; users need iam:PassRole for the role',
);
const logs = does('WebSocket APIs only; HTTP APIs have no execution logs, at AWS neither, and it is refused');

/** HTTP and WebSocket APIs and what is below them; earlier nouns go before later ones. */
export const httpApiNouns: readonly NounSupport[] = [
  {
    title: 'RouteResponse (version 2)',
    uri: /\/routeresponses/,
    settings: {
      routeResponseKey: does('$default alone, as at AWS; refused for HTTP APIs'),
      modelSelectionExpression: notChecked,
      responseModels: notChecked,
      'responseParameters.required': notChecked,
    },
  },
  {
    title: 'IntegrationResponse (version 2)',
    uri: /\/integrationresponses/,
    settings: {
      integrationResponseKey: does(
        '`$default`, or a pattern between slashes for the whole status or error message',
      ),
      contentHandlingStrategy: ofWebSocket,
      responseParameters: does(
        '`route.response.header.<name>`, of the response to a handshake; read at deployment, and what cannot be read fails its calls',
      ),
      responseTemplates: does('by the keys that the selection expression gives'),
      templateSelectionExpression: does(
        'WebSocket APIs only: also `${integration.response.statuscode}`, `.header.<name>`, `.multivalueheader.<name>`, `.body.<path>`',
      ),
    },
  },
  {
    title: 'Route (version 2)',
    uri: /\/routes/,
    settings: {
      routeKey: does(
        'two keys that differ in the names of variables alone clash; AWS may refuse more of them. TRACE and CONNECT are no methods, as at AWS',
      ),
      target: enforced,
      authorizationType: does('NONE, AWS_IAM, JWT, CUSTOM; of WebSocket APIs on $connect alone'),
      authorizationScopes: does('at most 10, for JWT'),
      authorizerId: enforced,
      apiKeyRequired: does(
        'of WebSocket APIs on $connect alone, on others the deployment is refused; of HTTP APIs with the tag `tollgate:rest-features` = `on` alone',
      ),
      operationName: stored,
      requestModels: does(
        'of WebSocket APIs by the keys that the selection expression gives; of HTTP APIs with the tag `tollgate:rest-features` = `on` alone',
      ),
      modelSelectionExpression: byExpression,
      'requestParameters.required': does(
        'WebSocket APIs only: query and headers of $connect; on other routes the deployment is refused',
      ),
      routeResponseSelectionExpression: does(
        'WebSocket APIs only: $default, with a route response of this key',
      ),
    },
  },
  {
    title: 'Integration (version 2)',
    uri: /\/integrations/,
    settings: {
      integrationType: does(
        'HTTP APIs: HTTP_PROXY and AWS_PROXY, as at AWS; WebSocket APIs: all five, AWS_PROXY of functions alone',
      ),
      integrationSubtype: does('HTTP APIs: all ten; what each requires is asked for when it is set'),
      integrationUri: does(
        'a URL, a function by its ARN or its invocation, and behind a link a listener or a service of Cloud Map; stage variables in all of them',
      ),
      integrationMethod: does('of functions POST alone'),
      payloadFormatVersion: does('must be said for functions; 2.0 for them alone'),
      connectionType: enforced,
      connectionId: does(
        'HTTP APIs: a link of version 2 of the account, by id or stage variable; WebSocket APIs: one of version 1',
      ),
      credentialsArn: role,
      description: stored,
      requestParameters: does(
        'an update adds and replaces; an empty text takes one away. At most 10 mappings, 2,048 characters each',
      ),
      responseParameters: does('for each status 200 to 599; an update with {} takes a status away'),
      timeoutInMillis: does('50 to 30,000; of WebSocket APIs 29,000'),
      'tlsConfig.serverNameToVerify': does('private integrations only'),
      contentHandlingStrategy: ofWebSocket,
      passthroughBehavior: ofWebSocket,
      requestTemplates: does('WebSocket APIs only: by the keys that the selection expression gives'),
      templateSelectionExpression: byExpression,
    },
  },
  {
    title: 'Stage (version 2)',
    uri: /\/stages/,
    settings: {
      stageName: enforced,
      autoDeploy: does('a write is live when it returns; refused for WebSocket APIs, as by AWS'),
      deploymentId: does('may not be chosen while a stage has autoDeploy; an earlier one is the roll-back'),
      description: stored,
      stageVariables: enforced,
      'accessLogSettings.destinationArn': enforced,
      'accessLogSettings.format': enforced,
      clientCertificateId: does(
        'WebSocket APIs only; it must be there, and is not deleted while a stage shows it',
      ),
      'defaultRouteSettings.throttlingBurstLimit': throttle,
      'defaultRouteSettings.throttlingRateLimit': throttle,
      'defaultRouteSettings.detailedMetricsEnabled': enforced,
      'defaultRouteSettings.dataTraceEnabled': logs,
      'defaultRouteSettings.loggingLevel': logs,
      'routeSettings.throttlingBurstLimit': throttle,
      'routeSettings.throttlingRateLimit': throttle,
      'routeSettings.detailedMetricsEnabled': enforced,
      'routeSettings.dataTraceEnabled': logs,
      'routeSettings.loggingLevel': logs,
      tags: enforced,
    },
  },
  {
    title: 'Authorizer (version 2)',
    uri: /\/authorizers/,
    settings: {
      name: does('unique in its API'),
      authorizerType: does('REQUEST and JWT; one that a route uses keeps its type'),
      authorizerUri: does('a function by its invocation, as in version 1'),
      authorizerCredentialsArn: role,
      authorizerPayloadFormatVersion: enforced,
      authorizerResultTtlInSeconds: does(
        'results are not kept unless it is more than 0; those of WebSocket APIs never, as a connection has one handshake',
      ),
      enableSimpleResponses: enforced,
      identitySource: enforced,
      identityValidationExpression: keeps('WebSocket APIs only; AWS does not use it either'),
      'jwtConfiguration.issuer': does(
        'AWS asks for its discovery document when it is set, gateways here with the first token; https, or http on loopback',
      ),
      'jwtConfiguration.audience': does('at most 50'),
    },
  },
  {
    title: 'Model (version 2)',
    uri: /\/models/,
    settings: {
      name: does('HTTP APIs: with the tag `tollgate:rest-features` = `on` alone; one in use keeps its name'),
      schema: does('JSON schema of draft 4, up to 32 KB'),
      contentType: enforced,
      description: stored,
    },
  },
  {
    title: 'Deployment (version 2)',
    uri: /\/deployments/,
    settings: { description: stored, stageName: enforced },
  },
  {
    title: 'VpcLink (version 2)',
    uri: /^\/v2\/vpclinks/,
    settings: {
      name: stored,
      subnetIds: keeps(
        'at most 10; there are no networks here, and what integrations reach is each gateway’s TOLLGATE_VPC_LINK_TARGETS',
      ),
      securityGroupIds: stored,
      tags: enforced,
    },
  },
  {
    title: 'Api (version 2)',
    uri: /^\/v2\/apis(\/\{[^}]+\}(\/(cors|exports.*))?)?$/,
    settings: {
      name: stored,
      description: stored,
      version: stored,
      protocolType: enforced,
      routeSelectionExpression: does(
        'HTTP APIs: method and path alone, as at AWS; WebSocket APIs: `$request.body.<path>`, `${request.body.<path>}` in a text, `\\$default`',
      ),
      apiKeySelectionExpression: does('of WebSocket APIs; HTTP APIs have their keys in x-api-key'),
      'corsConfiguration.allowCredentials': enforced,
      'corsConfiguration.allowHeaders': enforced,
      'corsConfiguration.allowMethods': enforced,
      'corsConfiguration.allowOrigins': enforced,
      'corsConfiguration.exposeHeaders': enforced,
      'corsConfiguration.maxAge': enforced,
      disableExecuteApiEndpoint: enforced,
      disableSchemaValidation: ofWebSocket,
      ipAddressType: stored,
      target: ofQuickCreate,
      routeKey: ofQuickCreate,
      credentialsArn: ofQuickCreate,
      tags: does(
        '`tollgate:rest-features` = `on` gives routes of HTTP APIs API keys and models; `tollgate:close-at-expiry` and `tollgate:permessage-deflate` = `on` are for WebSocket APIs, and need a deployment',
      ),
      body: does('OpenAPI 3.0'),
      basepath: enforced,
      failOnWarnings: does('one warning says what is open since its security schemes have no authorizer'),
      exportVersion: enforced,
      includeExtensions: enforced,
      outputType: enforced,
      stageName: enforced,
    },
  },
];
