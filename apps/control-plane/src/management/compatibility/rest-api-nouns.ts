import { does, enforced, keeps, stored, type NounSupport } from './support.js';

const tested = does('of a test, which a gateway runs without a deployment');
const document = does(
  'OpenAPI 2.0 and 3.0 (3.1 is refused, as by AWS), JSON or YAML; what is left out is said in `warnings`',
);
const mapped = does('all source and destination expressions of the developer guide');
const templates = does('the whole template language, within bounds on steps and output');
const cacheEnabled = does(
  'live on the gateways when the call returns, and shown as in progress until then; CACHING.md has what is kept',
);
const cacheSize = does('the most that the stage may keep; nothing is set aside; another size drops all data');
const stageCache = does('otherwise requests of the canary are not cached');

/**
 * A RestApi and all that is below it. The first URI that matches an operation decides, so children come
 * before their parents.
 */
export const restApiNouns: readonly NounSupport[] = [
  {
    title: 'IntegrationResponse',
    uri: /\/integration\/responses\//,
    settings: {
      selectionPattern: does(
        "Java's regular expressions; calls that come to one that cannot be read fail, as at AWS",
      ),
      responseParameters: mapped,
      responseTemplates: templates,
      contentHandling: enforced,
    },
  },
  {
    title: 'Integration',
    uri: /\/integration$/,
    settings: {
      type: does(
        'HTTP, HTTP_PROXY, MOCK, AWS for paths and actions of any service, AWS_PROXY for Lambda functions; CreateDeployment refuses AWS_PROXY to Firehose',
      ),
      integrationHttpMethod: enforced,
      httpMethod: enforced,
      uri: does(
        'X-Amz-Target of an action is set for DynamoDB, Kinesis, Firehose and Step Functions; for other JSON services map it, as at AWS',
      ),
      connectionType: enforced,
      connectionId: does('a link of the same account and region, by id or stage variable'),
      credentials: does(
        'a role, where gateways have TOLLGATE_ASSUME_ROLES=on; else calls are from the gateway, by its own credentials; users need iam:PassRole for the role, imports included; CreateDeployment refuses arn:aws:iam::*:user/*',
      ),
      requestParameters: mapped,
      requestTemplates: templates,
      passthroughBehavior: enforced,
      cacheNamespace: enforced,
      cacheKeyParameters: does(
        'declared on the method, or refused; HTTP method and host are in the key besides',
      ),
      contentHandling: does(
        'AWS_PROXY has no use for it: what a function answers says itself whether it is Base64',
      ),
      timeoutInMillis: enforced,
      'tlsConfig.insecureSkipVerification': does(
        'who has issued the certificate is not asked; expiry and host name are checked, that a root is in the chain is not',
      ),
      responseTransferMode: does('STREAM for HTTP_PROXY and AWS_PROXY; not throttled behind 10 MB'),
      integrationTarget: does(
        'an ALB or NLB, or a listener of one, found by TOLLGATE_VPC_LINK_TARGETS or else under its name; the connectionId beside it is not looked up',
      ),
    },
  },
  {
    title: 'MethodResponse',
    uri: /\/methods\/\{[^}]+\}\/responses\//,
    settings: {
      responseParameters: enforced,
      responseModels: keeps('AWS does not check answers against models either'),
    },
  },
  {
    title: 'Method',
    uri: /\/methods\//,
    settings: {
      authorizationType: does(
        'bodies are read whole and signed for AWS_IAM, without UNSIGNED-PAYLOAD and Signature Version 4A',
      ),
      authorizerId: enforced,
      authorizationScopes: does('by access tokens of user pools'),
      apiKeyRequired: enforced,
      operationName: stored,
      requestParameters: does('declares what mappings may read; requiredness needs a request validator'),
      requestModels: does('JSON models of draft 4; checked when a request validator asks for it'),
      requestValidatorId: enforced,
      pathWithQueryString: does(
        'of a test, which a gateway runs without a deployment; ANY is tested by GET unless another method is named',
      ),
      body: tested,
      headers: tested,
      multiValueHeaders: tested,
      clientCertificateId: tested,
      stageVariables: tested,
    },
  },
  {
    title: 'Resource',
    uri: /\/resources/,
    settings: { pathPart: enforced, parentId: does('moves the whole subtree'), embed: enforced },
  },
  {
    title: 'Export and SDK',
    uri: /\/(exports|sdks)\//,
    settings: {
      parameters: does(
        'an export adds the `extensions` integrations, authorizers, documentation, validators, apigateway; AWS does not document what `postman` adds: it adds nothing',
      ),
      accepts: does('JSON and YAML'),
    },
  },
  {
    title: 'Stage',
    uri: /\/stages/,
    settings: {
      stageName: enforced,
      deploymentId: does('live on the gateways when the call returns'),
      description: stored,
      clientCertificateId: does('presented to the backends of HTTP and HTTP_PROXY'),
      documentationVersion: does('shown; must exist'),
      tracingEnabled: does(
        '1 request a second and 5 % of the others, of each process, as OpenTelemetry spans',
      ),
      cacheClusterEnabled: cacheEnabled,
      cacheClusterSize: cacheSize,
      'accessLogSettings.destinationArn': does(
        'a log group of the API’s own account, which need not exist, or a Firehose stream `amazon-apigateway-*`, called as the gateway; TOLLGATE_LOG_SINK',
      ),
      'accessLogSettings.format': does(
        'every `$context` variable; a value is escaped for where it stands in JSON, XML, CSV or a line of fields, so that no request forges a line, a member or a field; in JSON a value outside of quotes that is no number, true, false or null gets quotes; 3 KB, 1 MB an entry',
      ),
      accessLogSettings: does('stops the access log'),
      variables: enforced,
      canarySettings: enforced,
      'canarySettings.percentTraffic': does(
        'drawn for each request, by each gateway for itself; the tag `tollgate:canary-header` lets callers choose',
      ),
      'canarySettings.deploymentId': enforced,
      'canarySettings.useStageCache': stageCache,
      'canarySettings.stageVariableOverrides': enforced,
      tags: enforced,
      methodSettings: does('takes all settings of one method away'),
      'metrics.enabled': does(
        'metrics of the method by itself, for CloudWatch’s clients and Prometheus; those of the stage are always there',
      ),
      'logging.dataTrace': does(
        'the beginnings of bodies in the execution log, 1,024 bytes of a line; what streams goes on streaming',
      ),
      'logging.loglevel': does(
        'an execution log in the group `API-Gateway-Execution-Logs_<api>/<stage>`; with ERROR all lines of a request that was refused or failed, and none of one that succeeds; secrets are masked wherever they turn up, and control characters are escaped',
      ),
      'throttling.burstLimit': enforced,
      'throttling.rateLimit': enforced,
      'caching.ttlInSeconds': enforced,
      'caching.enabled': does(
        'for every method it means GET; another is cached by an entry of its own that says so; never HEAD, nor what streams',
      ),
      'caching.dataEncrypted': does('what gateways share in Redis is sealed; what is in their memory is not'),
      'caching.requireAuthorizationForCacheControl': enforced,
      'caching.unauthorizedCacheControlHeaderStrategy': does('the Warning header’s text is Tollgate’s own'),
    },
  },
  {
    title: 'Deployment',
    uri: /\/deployments/,
    settings: {
      stageName: enforced,
      stageDescription: stored,
      description: stored,
      cacheClusterEnabled: cacheEnabled,
      cacheClusterSize: cacheSize,
      variables: enforced,
      'canarySettings.percentTraffic': does('drawn for each request, by each gateway for itself'),
      'canarySettings.stageVariableOverrides': enforced,
      'canarySettings.useStageCache': stageCache,
      tracingEnabled: does(
        '1 request a second and 5 % of the others, of each process, as OpenTelemetry spans',
      ),
      embed: enforced,
    },
  },
  {
    title: 'DocumentationPart',
    uri: /\/documentation\/parts/,
    settings: {
      'location.type': enforced,
      'location.path': enforced,
      'location.method': enforced,
      'location.statusCode': enforced,
      'location.name': enforced,
      properties: does('part of exports with the extension `documentation`'),
      type: enforced,
      nameQuery: enforced,
      path: enforced,
      locationStatus: enforced,
      mode: enforced,
      failOnWarnings: enforced,
      body: document,
    },
  },
  {
    title: 'DocumentationVersion',
    uri: /\/documentation\/versions/,
    settings: { documentationVersion: enforced, stageName: enforced, description: stored },
  },
  {
    title: 'Model',
    uri: /\/models/,
    settings: {
      name: enforced,
      description: stored,
      schema: does('checked when it is put; request bodies are not validated against it yet'),
      contentType: stored,
      flatten: enforced,
    },
  },
  {
    title: 'Authorizer',
    uri: /\/authorizers/,
    settings: {
      name: stored,
      type: enforced,
      providerARNs: does('user pools at AWS or its endpoint, or OIDC issuers in their place'),
      authType: keeps('for exports'),
      authorizerUri: enforced,
      authorizerCredentials: does(
        'with TOLLGATE_ASSUME_ROLES; else the gateway calls as itself; users need iam:PassRole for the role',
      ),
      identitySource: enforced,
      identityValidationExpression: enforced,
      authorizerResultTtlInSeconds: does(
        'of Lambda authorizers; verified tokens are remembered until they expire',
      ),
      ...Object.fromEntries(
        [
          'headers',
          'multiValueHeaders',
          'pathWithQueryString',
          'body',
          'stageVariables',
          'additionalContext',
        ].map((name) => [name, tested]),
      ),
    },
  },
  {
    title: 'RequestValidator',
    uri: /\/requestvalidators/,
    settings: {
      name: stored,
      validateRequestBody: enforced,
      validateRequestParameters: enforced,
    },
  },
  {
    title: 'GatewayResponse',
    uri: /\/gatewayresponses/,
    settings: { statusCode: enforced, responseParameters: mapped, responseTemplates: enforced },
  },
  {
    title: 'RestApi',
    uri: /^\/restapis/,
    settings: {
      name: stored,
      description: stored,
      version: stored,
      cloneFrom: does('users need apigateway:GET on the source too, which AWS does not ask for'),
      binaryMediaTypes: does(
        'of HTTP_PROXY only what is to be converted; what is no UTF-8 passes unchanged there',
      ),
      minimumCompressionSize: enforced,
      apiKeySource: enforced,
      'endpointConfiguration.types': does(
        'by deployment; EDGE: headers and cookies as behind CloudFront, which there is none of; PRIVATE: by gateways with TOLLGATE_VPC_ENDPOINT_ID alone',
      ),
      'endpointConfiguration.ipAddressType': keeps('gateways listen as they are configured'),
      'endpointConfiguration.vpcEndpointIds': does('by deployment: which endpoints have hosts of their own'),
      policy: enforced,
      tags: does(
        '`tollgate:cors` = allowed origins answers browsers, `tollgate:tell-reasons` = `on` says why a request was refused, `tollgate:http2-backends` = `on` speaks HTTP/2 to backends',
      ),
      disableExecuteApiEndpoint: enforced,
      securityPolicy: keeps(
        'gateways accept TLS 1.2 and 1.3; CreateDeployment refuses policies of TLS 1.3 alone',
      ),
      endpointAccessMode: does('by deployment; STRICT: callers must ask TLS for the host that they call'),
      failOnWarnings: does('one warning says what is open since its security schemes have no authorizer'),
      parameters: does('`basepath`, `endpointConfigurationTypes`, `ignore=documentation`'),
      mode: enforced,
      body: document,
    },
  },
];
