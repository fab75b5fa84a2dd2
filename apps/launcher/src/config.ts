import { boolean, integer, path, string, url, type ConfigOf } from '#libs/config';

const port = { min: 0, max: 65_535 } as const;

/**
 * The settings of `npm start` itself. Each app checks its own beyond these; the environment is passed on to
 * them whole.
 */
export const launcherConfig = {
  dataDir: path('TOLLGATE_DATA_DIR', {
    default: '.tollgate',
    description: 'folder for data, token, credentials and certificates; one per installation',
  }),
  databaseUrl: url('DATABASE_URL', {
    protocols: ['postgres', 'postgresql'],
    optional: true,
    secret: true,
    description: 'Postgres to use; without it, npm start runs one of its own in the data folder',
  }),
  postgresPort: integer('TOLLGATE_POSTGRES_PORT', {
    ...port,
    default: 0,
    description: "port of npm start's own Postgres on 127.0.0.1; 0 takes a free one",
  }),
  gatewayToken: string('TOLLGATE_GATEWAY_TOKEN', {
    optional: true,
    secret: true,
    description: 'token of the gateways; read from <data dir>/gateway-token when not set',
  }),
  controlPlanePort: integer('TOLLGATE_CONTROL_PLANE_PORT', {
    ...port,
    default: 4000,
    description: 'port of the management API; 0 takes a free one',
  }),
  gatewayHttpPort: integer('TOLLGATE_GATEWAY_HTTP_PORT', {
    ...port,
    default: 8080,
    description: 'HTTP port of the gateway; 0 takes a free one',
  }),
  gatewayHttpsPort: integer('TOLLGATE_GATEWAY_HTTPS_PORT', {
    ...port,
    default: 8443,
    description: 'HTTPS port of the gateway; 0 takes a free one',
  }),
  gatewayAdminPort: integer('TOLLGATE_GATEWAY_ADMIN_PORT', {
    ...port,
    optional: true,
    description:
      "port of the gateway's listener for operators; the HTTP port + 1000 when not set, 0 takes a free one",
  }),
  controlPlaneMetricsPort: integer('TOLLGATE_CONTROL_PLANE_METRICS_PORT', {
    ...port,
    optional: true,
    description:
      'port of the control plane for `/_tollgate/metrics`, 0 takes a free one; when not set npm start takes its port + 1 and other starts show none',
  }),
  workerMetricsPort: integer('TOLLGATE_WORKER_METRICS_PORT', {
    ...port,
    optional: true,
    description:
      'port of the compiler worker for `/_tollgate/metrics`, 0 takes a free one; when not set npm start takes that of the control plane + 2 and other starts show none',
  }),
  proxyProtocol: boolean('TOLLGATE_PROXY_PROTOCOL', {
    default: false,
    description:
      'connections to the gateway begin with a header of the PROXY protocol, version 1 or 2, that names the caller; of TOLLGATE_TRUSTED_PROXIES alone when that is set, else every connection must',
  }),
  region: string('TOLLGATE_REGION', {
    default: 'us-east-1',
    pattern: /^[a-z0-9-]{1,32}$/,
    allowed: 'a region name of lower-case letters, digits and dashes',
    description: 'region that invoke URLs without one belong to, and that npm start makes its sample in',
  }),
  console: boolean('TOLLGATE_CONSOLE', {
    default: true,
    description: 'whether the console is served, at /_tollgate/console',
  }),
  sample: boolean('TOLLGATE_SAMPLE', {
    default: true,
    description: 'on an empty database, create and deploy a sample API',
  }),
} as const;

export type LauncherConfig = ConfigOf<typeof launcherConfig>;
