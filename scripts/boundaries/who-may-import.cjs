// Who may import whom: the tables behind the rules of .dependency-cruiser.cjs.

/** Each lib and the libs it may import. One that is missing here may import nothing of ours. */
const libsMayImport = {
  // Policies on APIs are held to AWS's policy language when they are put.
  // So are rules of guarded canaries.
  // And selection expressions.
  'api-definition': ['iam-policy', 'access-log-format', 'canary-guard', 'selection-expressions'],
  'aws-wire': [],
  'openapi-definition': ['api-definition'],
  // The parsed templates and mappings that a snapshot carries are mapping-templates' own syntax trees; types
  // only.
  'snapshot-format': ['mapping-templates', 'selection-expressions'],
  'domain-routing': ['snapshot-format'],
  'route-trie': [],
  'mapping-templates': [],
  // Paths into JSON are read in one way.
  'selection-expressions': ['mapping-templates'],
  'iam-policy': [],
  'json-schema': [],
  sigv4: [],
  'aws-credentials': ['sigv4'],
  'session-tokens': [],
  'rate-limits': [],
  metering: [],
  observations: [],
  audit: ['snapshot-format'],
  'log-events': [],
  'filter-patterns': [],
  'access-log-format': [],
  metrics: [],
  explanations: [],
  cloudwatch: ['metrics'],
  'canary-guard': ['metrics'],
  identity: ['api-definition'],
  certificates: ['api-definition'],
  truststores: ['api-definition', 'aws-credentials', 'certificates', 'sigv4', 'telemetry'],
  acme: [],
  'gateway-responses': ['mapping-templates'],
  'snapshot-compiler': [
    'api-definition',
    'certificates',
    'identity',
    'snapshot-format',
    'route-trie',
    'mapping-templates',
    'selection-expressions',
    'iam-policy',
    'gateway-responses',
    'json-schema',
  ],
  persistence: [
    'api-definition',
    'audit',
    'canary-guard',
    'certificates',
    'cloudwatch',
    'identity',
    'snapshot-format',
    'log-events',
    'metering',
    'metrics',
    'observations',
    'telemetry',
  ],
  'persistence-nest': ['persistence', 'telemetry'],
  queue: ['telemetry'],
  config: [],
  telemetry: ['metrics'],
  traces: ['telemetry'],
  'embedded-postgres': ['telemetry'],
};

/** No I/O, no framework; time and randomness come in as arguments. */
const pureLibs = [
  'audit',
  'json-schema',
  'api-definition',
  'aws-wire',
  'openapi-definition',
  'snapshot-format',
  'domain-routing',
  'route-trie',
  'mapping-templates',
  'selection-expressions',
  'iam-policy',
  'sigv4',
  'session-tokens',
  'rate-limits',
  'metering',
  'observations',
  'log-events',
  'filter-patterns',
  'access-log-format',
  'metrics',
  'explanations',
  'cloudwatch',
  'canary-guard',
  'identity',
  'certificates',
  'acme',
  'gateway-responses',
  'snapshot-compiler',
];

/** The packages that some pure libs use all the same: pure functions that nobody should write again. */
const packagesOfPureLibs = {
  // Generated classes carry the decorators that the API page reads, and no more of the framework.
  'aws-wire': ['@nestjs/swagger', 'reflect-metadata'],
  // Making the ASN.1 of a request for a certificate.
  acme: ['@peculiar/x509'],
  // Reading the ASN.1 of certificates.
  certificates: ['@peculiar/asn1-schema', '@peculiar/asn1-x509'],
  // Reading and writing YAML.
  'openapi-definition': ['js-yaml'],
};

const gatewayMayImport = [
  'audit',
  'json-schema',
  'snapshot-format',
  'domain-routing',
  // Whether a truststore vouches for a caller.
  'certificates',
  'route-trie',
  'mapping-templates',
  'selection-expressions',
  'selection-expressions',
  'iam-policy',
  'sigv4',
  'session-tokens',
  'rate-limits',
  'metering',
  'observations',
  'log-events',
  'access-log-format',
  'metrics',
  'explanations',
  'gateway-responses',
  'config',
  'telemetry',
  'traces',
];

const launcherMayImport = ['audit', 'config', 'explanations', 'telemetry', 'sigv4', 'embedded-postgres'];

/**
 * Each folder of the control plane and the others of it that it may import, types too; what lies beside the
 * folders (configuration, tokens) is open to all. Services stand side by side: they meet in `http` and
 * `definition`, and two that need the same noun find it in `management/account`.
 */
const controlPlaneMayImport = {
  installation: [],
  'new-root': ['installation'],
  http: ['installation'],
  documentation: ['http'],
  console: ['http'],
  health: ['http'],
  audit: ['http', 'authorization', 'wire'],
  dispatch: ['http', 'wire'],
  authorization: ['http', 'installation', 'wire'],
  iam: ['http', 'installation', 'definition', 'authorization', 'dispatch', 'wire'],
  sts: ['http', 'installation', 'authorization', 'dispatch', 'wire'],
  // Sessions are those of the Security Token Service.
  'sign-in': ['http', 'installation', 'definition', 'sts', 'wire'],
  metering: ['http', 'installation', 'definition'],
  cloudwatch: ['http', 'observations', 'definition', 'dispatch', 'wire'],
  observations: ['http', 'installation'],
  logs: ['http', 'observations', 'definition', 'dispatch', 'authorization', 'wire'],
  distribution: ['http', 'installation'],
  cloudtrail: ['http', 'dispatch', 'wire'],
  acm: ['http', 'installation', 'definition', 'dispatch', 'wire'],
  definition: ['http', 'audit', 'distribution'],
  captures: ['http', 'installation', 'definition', 'observations'],
  'denied-identities': ['http', 'definition'],
  explanations: ['http', 'definition', 'observations'],
  rollouts: ['http', 'definition', 'distribution'],
  'test-invocations': ['http', 'installation', 'distribution'],
  wire: ['http'],
  'management/compatibility': [],
  'management/account': ['http', 'installation', 'definition', 'wire'],
  // Documents of both versions are read by one reader.
  'management/document-imports': ['http'],
  'management/v1': [
    'http',
    'authorization',
    'installation',
    'definition',
    'test-invocations',
    'wire',
    'management/account',
    'management/document-imports',
  ],
  'management/locate': ['http', 'definition'],
  'management/v2': [
    'http',
    'authorization',
    'installation',
    'definition',
    'wire',
    'management/account',
    'management/document-imports',
  ],
  'management/changes': ['http', 'definition', 'management/v1'],
  'management/stage-cache': ['http', 'definition', 'management/v1', 'management/changes'],
  // The list of them is asked for as tests are.
  'management/open-connections': ['http', 'test-invocations'],
  traces: ['http', 'wire'],
  monitoring: [],
  server: ['http', 'audit', 'console', 'documentation', 'traces', 'monitoring', 'wire'],
};

/**
 * Each folder of the gateway and the others of it that it may import, types too, from the words of HTTP up to
 * what listens. What lies beside the folders puts them together, and none of them knows it.
 */
const gatewayFoldersMayImport = {
  'control-plane': [],
  'data-folder': [],
  'mutual-tls': [],
  http: ['mutual-tls'],
  refusals: [],
  admin: [],
  identity: [],
  invocation: ['mutual-tls', 'http', 'refusals'],
  observability: ['http', 'refusals', 'invocation'],
  metrics: ['refusals', 'admin', 'invocation', 'observability'],
  'response-cache': ['admin', 'invocation'],
  usage: ['control-plane', 'data-folder', 'invocation'],
  observations: ['control-plane', 'data-folder', 'observability'],
  domains: ['mutual-tls', 'refusals'],
  integrations: ['http', 'refusals', 'invocation'],
  // Logs leave by the connections that integrations have, signed as they are.
  logs: ['observability', 'integrations'],
  'access-logs': ['invocation', 'observability', 'logs'],
  tokens: ['http', 'integrations'],
  'web-acls': ['invocation', 'integrations', 'authorizers'],
  authorizers: ['http', 'refusals', 'invocation', 'integrations', 'tokens'],
  authorization: ['http', 'refusals', 'identity', 'invocation', 'authorizers'],
  captures: ['http', 'invocation', 'observability'],
  snapshots: [
    'control-plane',
    'http',
    'captures',
    'domains',
    'identity',
    'invocation',
    'integrations',
    'authorizers',
    'authorization',
  ],
  connections: ['http', 'refusals', 'admin', 'invocation'],
  listener: ['mutual-tls', 'http', 'refusals', 'invocation', 'domains', 'admin', 'captures', 'connections'],
  processes: ['admin', 'listener'],
  'test-invocations': [
    'control-plane',
    'http',
    'refusals',
    'invocation',
    'observability',
    'integrations',
    'authorizers',
    'snapshots',
    'listener',
  ],
};

/**
 * The same within its integrations: those of one kind know nothing of those of another, only what all are
 * made of.
 */
const integrationsMayImport = {
  mapping: [],
  transport: [],
  aws: ['transport'],
  http: ['mapping', 'transport'],
  lambda: ['mapping', 'transport', 'aws'],
  'aws-service': ['mapping', 'transport', 'aws'],
  'http-api': ['mapping', 'transport', 'aws', 'http', 'lambda'],
  mock: ['mapping'],
  websocket: ['mapping', 'transport', 'aws', 'http', 'lambda', 'aws-service', 'mock'],
};

module.exports = {
  libsMayImport,
  pureLibs,
  packagesOfPureLibs,
  gatewayMayImport,
  launcherMayImport,
  controlPlaneMayImport,
  gatewayFoldersMayImport,
  integrationsMayImport,
};
