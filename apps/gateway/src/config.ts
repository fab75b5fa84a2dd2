import { boolean, integer, oneOf, path, string, traceSettings, url, urls, type ConfigOf } from '#libs/config';
import { logLevels } from '#libs/telemetry';
import { webSocketFields } from './connections/websocket-fields.js';
import { logSinks } from './logs/start-logs.js';
import { webAclFields } from './web-acls/web-acl-fields.js';

/** Everything that a gateway process takes from its environment. */
export const gatewayConfig = {
  host: string('TOLLGATE_HOST', { default: '127.0.0.1', description: 'address to listen on' }),
  httpHost: string('TOLLGATE_GATEWAY_HTTP_HOST', {
    default: '127.0.0.1',
    maxLength: 255,
    description:
      'address that the gateway listens on for plain HTTP, whatever TOLLGATE_HOST says: another than loopback where a load balancer ends TLS in front of it, or where certificates are requested, which their authority asks for over HTTP',
  }),
  httpPort: integer('TOLLGATE_GATEWAY_HTTP_PORT', {
    min: 0,
    max: 65_535,
    default: 8080,
    description: 'HTTP port of the gateway; 0 takes a free one',
  }),
  httpsPort: integer('TOLLGATE_GATEWAY_HTTPS_PORT', {
    min: 0,
    max: 65_535,
    default: 8443,
    description: 'HTTPS port of the gateway; 0 takes a free one',
  }),
  tlsCertificateFile: path('TOLLGATE_GATEWAY_TLS_CERTIFICATE_FILE', {
    optional: true,
    description:
      'PEM file with the certificate that the gateway shows for hosts that are no custom domain, and those that vouch for it behind; read again when it is renewed. Without it one is made at the first start, which no client trusts by itself',
  }),
  tlsKeyFile: path('TOLLGATE_GATEWAY_TLS_KEY_FILE', {
    optional: true,
    description: 'PEM file with the key of TOLLGATE_GATEWAY_TLS_CERTIFICATE_FILE',
  }),
  hsts: string('TOLLGATE_GATEWAY_HSTS', {
    optional: true,
    maxLength: 100,
    pattern: /^max-age=\d{1,10}(; ?includeSubDomains)?(; ?preload)?$/,
    allowed: 'max-age=<seconds>, then maybe ; includeSubDomains, then maybe ; preload',
    description:
      'Strict-Transport-Security of every response over HTTPS that has none of its own; none when not set',
  }),
  connectionsMax: integer('TOLLGATE_GATEWAY_CONNECTIONS_MAX', {
    min: 0,
    max: 10_000_000,
    default: 30_000,
    description:
      'connections of callers that may be open, in each gateway process; what is over is closed before TLS. 0: no bound',
  }),
  connectionsPerAddressMax: integer('TOLLGATE_GATEWAY_CONNECTIONS_PER_ADDRESS_MAX', {
    min: 0,
    max: 10_000_000,
    default: 10_000,
    description:
      'of them from one address, or one IPv6 network of 64 bits; not of proxies in TOLLGATE_TRUSTED_PROXIES, and of those that a PROXY header names where there is one. 0: no bound',
  }),
  tlsContextsMaxMb: integer('TOLLGATE_GATEWAY_TLS_CONTEXTS_MAX_MB', {
    min: 1,
    max: 1_048_576,
    default: 64,
    description:
      'MiB of memory for what handshakes need of the certificates of custom domains, in each gateway process: some 25 KB for one; those used last are kept, others are made anew',
  }),
  adminHost: string('TOLLGATE_GATEWAY_ADMIN_HOST', {
    default: '127.0.0.1',
    description: "address of the gateway's listener for operators: health, readiness, status",
  }),
  adminPort: integer('TOLLGATE_GATEWAY_ADMIN_PORT', {
    min: 0,
    max: 65_535,
    optional: true,
    description:
      "port of the gateway's listener for operators; the HTTP port + 1000 when not set, 0 takes a free one",
  }),
  metricsHost: string('TOLLGATE_METRICS_HOST', {
    default: '127.0.0.1',
    maxLength: 255,
    description:
      'address of the ports that show metrics to Prometheus; who reaches it reads the names of all APIs, nothing is signed',
  }),
  metricsPort: integer('TOLLGATE_METRICS_PORT', {
    min: 0,
    max: 65_535,
    optional: true,
    description:
      "port of the gateway for `/_tollgate/metrics` alone, 0 takes a free one; when not set the gateway's listener for operators shows them",
  }),
  processes: string('TOLLGATE_GATEWAY_PROCESSES', {
    default: '1',
    pattern: /^(auto|[1-9][0-9]?)$/,
    allowed: 'auto or a whole number from 1 to 99',
    description: 'processes that serve behind the ports of the gateway; auto: one for each processor',
  }),
  controlPlaneUrl: url('TOLLGATE_CONTROL_PLANE_URL', {
    default: 'http://127.0.0.1:4000',
    description: 'where the control plane listens',
  }),
  token: string('TOLLGATE_GATEWAY_TOKEN', {
    optional: true,
    secret: true,
    description: 'token of the gateways; read from <data dir>/gateway-token when not set',
  }),
  dataDir: path('TOLLGATE_DATA_DIR', { default: '.tollgate', description: 'where data is kept' }),
  name: string('TOLLGATE_GATEWAY_NAME', {
    optional: true,
    maxLength: 64,
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    allowed: 'up to 64 letters, digits, dots, dashes and underscores',
    description: 'name of this gateway process on its machine; gateway-<HTTP port> when not set',
  }),
  domain: string('TOLLGATE_DOMAIN', {
    default: 'localhost',
    maxLength: 200,
    pattern: /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/,
    allowed: 'a domain name in lower case',
    description: 'what follows execute-api.<region>. in the host names of APIs',
  }),
  trustedProxies: string('TOLLGATE_TRUSTED_PROXIES', {
    optional: true,
    maxLength: 20_000,
    pattern: /^[0-9A-Fa-f.:/]+( *, *[0-9A-Fa-f.:/]+)*$/,
    allowed: 'addresses and CIDR blocks, more of them after commas',
    description:
      "proxies in front of the gateway and the control plane whose X-Forwarded-For tells a caller's address; that of the connection when not set",
  }),
  proxyProtocol: boolean('TOLLGATE_PROXY_PROTOCOL', {
    default: false,
    description:
      'connections to the gateway begin with a header of the PROXY protocol, version 1 or 2, that names the caller; of TOLLGATE_TRUSTED_PROXIES alone when that is set, else every connection must',
  }),
  vpcEndpointId: string('TOLLGATE_VPC_ENDPOINT_ID', {
    optional: true,
    maxLength: 64,
    pattern: /^vpce-[0-9a-z]+$/,
    allowed: 'vpce- and letters or digits in lower case',
    description:
      'the VPC endpoint that the gateway stands behind, aws:SourceVpce of policies: it serves PRIVATE APIs and private domains alone; when not set it serves all others',
  }),
  vpcId: string('TOLLGATE_VPC_ID', {
    optional: true,
    maxLength: 64,
    pattern: /^vpc-[0-9a-z]+$/,
    allowed: 'vpc- and letters or digits in lower case',
    description: 'the VPC of TOLLGATE_VPC_ENDPOINT_ID, aws:SourceVpc of policies; unknown when not set',
  }),
  http2: boolean('TOLLGATE_GATEWAY_HTTP2', {
    default: true,
    description: 'callers over TLS are offered HTTP/2, beside HTTP/1.1',
  }),
  region: string('TOLLGATE_REGION', { default: 'us-east-1', description: 'default region' }),
  redisUrl: url('REDIS_URL', {
    protocols: ['redis', 'rediss'],
    optional: true,
    secret: true,
    description:
      'Redis for shared rate buckets, cached responses and calls for WebSocket connections of other gateways; in memory when not set',
  }),
  quotaWhenDisconnected: oneOf('TOLLGATE_QUOTA_WHEN_DISCONNECTED', ['pass', 'refuse'], {
    default: 'pass',
    description: 'what keys with a quota may do when permits are used up and the control plane is away',
  }),
  quotaGraceMs: integer('TOLLGATE_QUOTA_GRACE_MS', {
    min: 0,
    max: 3_600_000,
    default: 30_000,
    description:
      'ms for which no metering exchange may succeed before the control plane counts as away; until then requests without a permit are refused',
  }),
  keptSnapshots: integer('TOLLGATE_KEPT_SNAPSHOTS', {
    min: 0,
    max: 1_000_000,
    default: 500,
    description:
      'deployments that no stage names and that a gateway keeps for roll-backs, the newest of them and 256 MB at most; others are fetched when a stage is rolled back to one',
  }),
  responseCacheMaxMb: integer('TOLLGATE_RESPONSE_CACHE_MAX_MB', {
    min: 0,
    max: 1_048_576,
    optional: true,
    description:
      'MiB of memory that the cached responses of all stages may take in a gateway; with Redis 64 of them at most, for those of the last second. When not set an eighth of the memory that the process may have, a quarter of its heap at most, and 1024 at most',
  }),
  journalMaxMb: integer('TOLLGATE_JOURNAL_MAX_MB', {
    min: 16,
    max: 1_048_576,
    default: 1024,
    description: 'MiB of usage that the journal on disk holds while the control plane does not take it',
  }),
  journalWhenFull: oneOf('TOLLGATE_JOURNAL_WHEN_FULL', ['pass', 'refuse'], {
    default: 'pass',
    description:
      'what requests with a key do when the journal is full or the disk refuses: pass and be counted in memory, or be refused',
  }),
  logSink: oneOf('TOLLGATE_LOG_SINK', logSinks, {
    default: 'control-plane',
    description:
      'where logs of stages go: to the control plane, which keeps them; access logs as lines to stdout instead, with the own log of the gateway on stderr; or all to a real CloudWatch Logs, as the gateway, which AWS_ENDPOINT_URL_LOGS means by itself. Access logs whose destination is a Firehose stream go to Firehose unless it is stdout',
  }),
  explainSample: integer('TOLLGATE_EXPLAIN_SAMPLE', {
    min: 0,
    max: 1_000_000,
    default: 100,
    description:
      'of so many requests that are not refused one is explained, by chance, for who asks by its id; 0: none. Refused ones are, up to 100 a second',
  }),
  observationsMaxMb: integer('TOLLGATE_OBSERVATIONS_MAX_MB', {
    min: 1,
    max: 1_048_576,
    default: 256,
    description:
      'MiB that each kind of what happened (logs, metrics, explanations, captures) may take of the disk of a gateway while the control plane does not take it; the oldest gives way',
  }),
  allowLinkLocalIntegrations: boolean('TOLLGATE_ALLOW_LINK_LOCAL_INTEGRATIONS', {
    default: false,
    description: 'let integrations reach link-local and cloud metadata addresses',
  }),
  ...webAclFields,
  ...webSocketFields,
  backendWaitingMax: integer('TOLLGATE_BACKEND_WAITING_MAX', {
    min: 0,
    max: 1_000_000,
    default: 1024,
    description: 'calls that may wait for a connection to one backend; more are answered 503',
  }),
  backendSocketsMax: integer('TOLLGATE_BACKEND_SOCKETS_MAX', {
    min: 16,
    max: 1_000_000,
    default: 4096,
    description: 'connections to all backends together; 512 to one at most',
  }),
  backendConnectionMaxAgeS: integer('TOLLGATE_BACKEND_CONNECTION_MAX_AGE_S', {
    min: 1,
    max: 86_400,
    default: 300,
    description:
      'seconds after which a connection to a backend takes no further call, so that changes of DNS are followed',
  }),
  vpcLinkTargets: string('TOLLGATE_VPC_LINK_TARGETS', {
    optional: true,
    maxLength: 20_000,
    pattern: /^arn:[^=,\s]+=[^=,\s]+(,arn:[^=,\s]+=[^=,\s]+)*$/,
    allowed: 'ARN=host or ARN=host:port, more of them after commas, an ARN also several times',
    description:
      "what stands behind the load balancers of VPC links; one that is not named here is looked for under its own name, at the port of the integration's URI",
  }),
  userPoolIssuers: string('TOLLGATE_USER_POOL_ISSUERS', {
    optional: true,
    maxLength: 20_000,
    pattern: /^arn:[^=,\s]+=https?:\/\/[^,\s]+(,arn:[^=,\s]+=https?:\/\/[^,\s]+)*$/,
    allowed: 'user pool ARN=issuer URL, more of them after commas',
    description:
      'OIDC issuers that stand for Cognito user pools: an authorizer of such a pool takes tokens of that issuer, whose keys its discovery document names',
  }),
  functionUrls: string('TOLLGATE_FUNCTION_URLS', {
    optional: true,
    maxLength: 20_000,
    pattern: /^[^=,\s]+=https?:\/\/[^,\s]+(,[^=,\s]+=https?:\/\/[^,\s]+)*$/,
    allowed: 'ARN or name=URL, more of them after commas',
    description: 'where single Lambda functions are invoked; all others at the Lambda endpoint',
  }),
  endpointUrls: urls('AWS_ENDPOINT_URL_<SERVICE>', {
    description:
      'where one AWS service is, by the name that AWS SDKs have for it: LAMBDA, SQS, SNS, KINESIS, FIREHOSE, DYNAMODB, SFN, S3, EVENTBRIDGE, STS, ...',
  }),
  endpointUrl: url('AWS_ENDPOINT_URL', {
    optional: true,
    description: 'where AWS services are that have no endpoint of their own; AWS itself when not set',
  }),
  awsAccessKeyId: string('AWS_ACCESS_KEY_ID', {
    optional: true,
    description:
      'as whom integrations call AWS services; where AWS SDKs look for credentials when not set, and unsigned where there are none',
  }),
  awsSecretAccessKey: string('AWS_SECRET_ACCESS_KEY', {
    optional: true,
    secret: true,
    description: 'secret of AWS_ACCESS_KEY_ID',
  }),
  awsSessionToken: string('AWS_SESSION_TOKEN', {
    optional: true,
    secret: true,
    maxLength: 10_000,
    description: 'token of temporary credentials',
  }),
  assumeRoles: boolean('TOLLGATE_ASSUME_ROLES', {
    default: false,
    description:
      'let integrations call AWS services as the role in their credentials, by STS; off: as the gateway, whatever role they name',
  }),
  ...traceSettings,
  logLevel: oneOf('TOLLGATE_LOG_LEVEL', logLevels, { default: 'info', description: 'log level' }),
} as const;

export type GatewayConfig = ConfigOf<typeof gatewayConfig>;
