import { limitNames, readLimits } from '#libs/api-definition';
import {
  boolean,
  databaseSettings,
  integer,
  oneOf,
  parsed,
  path,
  string,
  traceSettings,
  url,
  type ConfigOf,
} from '#libs/config';
import { logLevels } from '#libs/telemetry';
import { readProxyRanges } from './server/proxy-ranges.js';

/** Everything that the control plane takes from its environment. */
export const controlPlaneConfig = {
  host: string('TOLLGATE_HOST', {
    default: '127.0.0.1',
    maxLength: 255,
    description: 'address to listen on',
  }),
  port: integer('TOLLGATE_CONTROL_PLANE_PORT', {
    min: 0,
    max: 65_535,
    default: 4000,
    description: 'port of the management API; 0 takes a free one',
  }),
  ...databaseSettings,
  databaseGatewayPoolSize: integer('TOLLGATE_DATABASE_GATEWAY_POOL_SIZE', {
    min: 1,
    max: 500,
    default: 5,
    description:
      'connections to Postgres at most that are kept for what gateways ask: the feed, metering, tests; besides those of the pool',
  }),
  databaseLockTimeoutMs: integer('TOLLGATE_DATABASE_LOCK_TIMEOUT_MS', {
    min: 100,
    max: 60_000,
    default: 5_000,
    description:
      'how long a call waits for others that change the same before it is refused as a concurrent modification, in milliseconds',
  }),
  databaseStatementTimeoutMs: integer('TOLLGATE_DATABASE_STATEMENT_TIMEOUT_MS', {
    min: 1_000,
    max: 600_000,
    default: 30_000,
    description: 'how long one statement of a call may take, in milliseconds',
  }),
  redisUrl: url('REDIS_URL', {
    protocols: ['redis', 'rediss'],
    optional: true,
    secret: true,
    description: 'Redis for the queue; the queue is in Postgres when not set',
  }),
  dataDir: path('TOLLGATE_DATA_DIR', {
    default: '.tollgate',
    description: 'folder for the first credential, the gateway token and the master key',
  }),
  acmeDirectory: url('TOLLGATE_ACME_DIRECTORY', {
    protocols: ['https'],
    optional: true,
    description:
      'directory of the certificate authority (ACME) that RequestCertificate asks, such as https://acme-v02.api.letsencrypt.org/directory; setting it agrees to its terms of service',
  }),
  ownershipVerification: oneOf('TOLLGATE_OWNERSHIP_VERIFICATION', ['optional', 'required'], {
    default: 'optional',
    description:
      'whether a domain with mutual TLS that shows an imported certificate must name a requested one for its name (ownershipVerificationCertificateArn), as at AWS',
  }),
  acmeContact: string('TOLLGATE_ACME_CONTACT', {
    optional: true,
    maxLength: 255,
    description: 'e-mail address by which the certificate authority reaches somebody',
  }),
  acmeCaFile: path('TOLLGATE_ACME_CA_FILE', {
    optional: true,
    description:
      'PEM file of the authorities that the certificate of that directory is checked against, for a private one; those of Node when not set',
  }),
  s3EndpointUrl: url('AWS_ENDPOINT_URL_S3', {
    optional: true,
    description:
      "S3's endpoint, where truststores and revocation lists of custom domains are read; AWS's in the region of the domain when not set",
  }),
  accountId: string('TOLLGATE_ACCOUNT_ID', {
    default: '000000000000',
    pattern: /^\d{12}$/,
    allowed: 'an account id of 12 digits',
    description: 'account of the first credential',
  }),
  region: string('TOLLGATE_REGION', {
    default: 'us-east-1',
    pattern: /^[a-z0-9-]{1,32}$/,
    allowed: 'a region name of lower-case letters, digits and dashes',
    description: 'region written to the first credential; a call counts for the region that it is signed for',
  }),
  domain: string('TOLLGATE_DOMAIN', {
    default: 'localhost',
    maxLength: 200,
    pattern: /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/,
    allowed: 'a domain name in lower case',
    description: 'what follows execute-api.<region>. in the host names of APIs',
  }),
  executeApiUrl: string('TOLLGATE_EXECUTE_API_URL', {
    optional: true,
    maxLength: 300,
    pattern: /^https?:\/\/[a-z0-9{}.:/_-]*\{apiId\}[a-z0-9{}.:/_-]*$/,
    allowed: 'an address with {apiId} in it, and {region} where it has one',
    description:
      'where callers find the gateways, for the addresses that the console shows; https://{apiId}.execute-api.{region}.<TOLLGATE_DOMAIN> when not set, and the port of its gateway with npm start',
  }),
  masterKey: string('TOLLGATE_MASTER_KEY', {
    optional: true,
    secret: true,
    pattern: /^([0-9a-fA-F]{64}|[A-Za-z0-9+/]{43}=)$/,
    allowed: '32 bytes as 64 hex digits or as base64',
    description: 'key that secrets are encrypted with; read from <data dir>/master-key when not set',
  }),
  gatewayToken: string('TOLLGATE_GATEWAY_TOKEN', {
    optional: true,
    secret: true,
    pattern: /^[\x21-\x7e]{16,512}$/,
    allowed: '16 to 512 printable characters without blanks',
    description: 'token of the gateways; read from <data dir>/gateway-token when not set',
  }),
  importTimeoutMs: integer('TOLLGATE_IMPORT_TIMEOUT_MS', {
    min: 100,
    max: 600_000,
    default: 20_000,
    description: 'how long reading one imported document may take, in milliseconds',
  }),
  importHeapMb: integer('TOLLGATE_IMPORT_HEAP_MB', {
    min: 16,
    max: 65_536,
    default: 768,
    description: 'memory that reading one imported document may take, in MiB',
  }),
  deployWaitMs: integer('TOLLGATE_DEPLOY_WAIT_MS', {
    min: 0,
    max: 30_000,
    default: 2000,
    description: 'how long a deploying call waits for the gateways, in milliseconds; 0 switches waiting off',
  }),
  limits: parsed('TOLLGATE_LIMITS', readLimits, {
    default: '',
    allowed: `name=number, with commas between; names: ${limitNames.join(', ')}`,
    description:
      "limits per account and API that differ from AWS's, as resourcesPerRestApi=1000,apiKeys=50000",
  }),
  managementRates: oneOf('TOLLGATE_MANAGEMENT_RATES', ['off', 'aws'], {
    default: 'off',
    description: "whether management calls are slowed down to AWS's own request rates",
  }),
  strictDefinitions: oneOf('TOLLGATE_STRICT_DEFINITIONS', ['off', 'on'], {
    default: 'off',
    description:
      'whether CreateDeployment refuses templates, mappings and selection patterns that cannot be read; AWS takes them, and calls that come to them fail',
  }),
  trustedProxies: parsed('TOLLGATE_TRUSTED_PROXIES', readProxyRanges, {
    default: '',
    allowed: 'addresses and CIDR blocks, more of them after commas',
    description:
      "proxies in front of the gateway and the control plane whose X-Forwarded-For tells a caller's address; that of the connection when not set",
  }),
  console: boolean('TOLLGATE_CONSOLE', {
    default: true,
    description: 'whether the console is served, at /_tollgate/console',
  }),
  ...traceSettings,
  metricsHost: string('TOLLGATE_METRICS_HOST', {
    default: '127.0.0.1',
    maxLength: 255,
    description:
      'address of the ports that show metrics to Prometheus; who reaches it reads the names of all APIs, nothing is signed',
  }),
  metricsPort: integer('TOLLGATE_CONTROL_PLANE_METRICS_PORT', {
    min: 0,
    max: 65_535,
    optional: true,
    description:
      'port of the control plane for `/_tollgate/metrics`, 0 takes a free one; when not set npm start takes its port + 1 and other starts show none',
  }),
  logLevel: oneOf('TOLLGATE_LOG_LEVEL', logLevels, { default: 'info', description: 'least level logged' }),
} as const;

export type ControlPlaneConfig = ConfigOf<typeof controlPlaneConfig>;
