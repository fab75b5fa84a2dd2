import { join } from 'node:path';
import { ensureDatabase } from '#libs/embedded-postgres';
import { createLogger } from '#libs/telemetry';
import { choosePorts, type Ports } from './choose-ports.js';
import type { LauncherConfig } from './config.js';
import type { Fleet } from './fleet.js';
import { gatewayToken } from './gateway-token.js';
import { openDataFolder } from './open-data-folder.js';
import { superviseChild, type ChildSpec } from './supervise-child.js';
import { supervisePostgres } from './supervise-postgres.js';
import type { Terminal } from './terminal.js';
import { welcome } from './welcome.js';

/** The entry points of the three apps. */
export interface Entries {
  readonly controlPlane: string;
  readonly compilerWorker: string;
  readonly gateway: string;
}

export interface LaunchOptions {
  readonly config: LauncherConfig;
  /** Handed on to the apps, with what the launcher has decided added. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly entries: Entries;
  /** What serves the console's sources with hot reload; null where its build is served alone. */
  readonly consoleSources: string | null;
  /** Arguments of Node itself for each app. */
  readonly nodeArguments: readonly string[];
  readonly terminal: Terminal;
  /** Takes in what is started, so that the caller can stop it at any moment. */
  readonly fleet: Fleet;
}

/** An app as the launcher knows it: what all apps are given alike is added. */
type AppSpec = Omit<ChildSpec, 'env' | 'nodeArguments'> & Partial<Pick<ChildSpec, 'nodeArguments'>>;

/**
 * Brings the whole of Tollgate up, and resolves when it is ready. Throws `LaunchError` or
 * `PostgresStartError` when something outside is in the way; what was started until then is in the fleet, for
 * the caller to stop.
 */
export async function launch(options: LaunchOptions): Promise<void> {
  const { config, entries, terminal, fleet } = options;
  const lock = await openDataFolder(config.dataDir);
  await fleet.add({ name: 'data folder', stop: async () => lock.release(), kill: () => lock.release() });
  const ports = await choosePorts(config);
  const token = config.gatewayToken ?? (await gatewayToken(config.dataDir));
  const databaseUrl = config.databaseUrl ?? (await startDatabase(options));

  const env = { ...noMetadataService, ...options.env, ...appEnvironment(config, ports, token, databaseUrl) };
  const start = async ({ nodeArguments = [], ...spec }: AppSpec) => {
    const child = superviseChild(
      { ...spec, env, nodeArguments: [...options.nodeArguments, ...nodeArguments] },
      terminal,
    );
    await fleet.add(child);
    return child;
  };
  // The control plane migrates the database, which the worker needs done; gateways are started last so that
  // they are stopped first.
  const controlPlane = await start({
    name: 'control-plane',
    entry: entries.controlPlane,
    readyUrl: `http://127.0.0.1:${ports.controlPlane}/_tollgate/ready`,
  });
  await controlPlane.ready;
  const worker = await start({ name: 'compiler-worker', entry: entries.compilerWorker });
  const gateway = await start({
    name: 'gateway',
    entry: entries.gateway,
    nodeArguments: ['--no-allocation-site-pretenuring'],
    // Where the ports of traffic serve, they are asked; but not when connections begin with a PROXY header.
    readyUrl: `http://127.0.0.1:${config.proxyProtocol ? ports.gatewayAdmin : ports.gatewayHttp}/_tollgate/ready`,
  });
  await Promise.all([worker.ready, gateway.ready]);
  if (options.consoleSources !== null) {
    const spec = { name: 'console', entry: options.consoleSources, nodeArguments: [] };
    const calls = { TOLLGATE_CONSOLE_CALLS: `http://127.0.0.1:${ports.controlPlane}` };
    const console = superviseChild({ ...spec, env: { ...options.env, ...calls } }, terminal);
    await fleet.add(console);
    await console.ready;
  }
  await welcome({ config, ports, terminal, fleet });
  terminal.say('tollgate is ready');
}

async function startDatabase({ config, terminal, fleet }: LaunchOptions): Promise<string> {
  const stream = { write: (line: string) => terminal.childLine('postgres', line.trimEnd()) };
  const postgres = await supervisePostgres({
    dataDir: join(config.dataDir, 'postgres'),
    port: config.postgresPort,
    log: createLogger({ name: 'postgres', level: 'info', stream }),
    terminal,
  });
  await fleet.add(postgres);
  return ensureDatabase(postgres.url, 'tollgate');
}

/** A laptop has none, and the first call of a function must not wait for it; the user's own setting wins. */
const noMetadataService = { AWS_EC2_METADATA_DISABLED: 'true' };

function appEnvironment(config: LauncherConfig, ports: Ports, token: string, databaseUrl: string) {
  return {
    DATABASE_URL: databaseUrl,
    TOLLGATE_DATA_DIR: config.dataDir,
    TOLLGATE_REGION: config.region,
    TOLLGATE_CONTROL_PLANE_PORT: String(ports.controlPlane),
    TOLLGATE_CONTROL_PLANE_URL: `http://127.0.0.1:${ports.controlPlane}`,
    TOLLGATE_GATEWAY_TOKEN: token,
    TOLLGATE_EXECUTE_API_URL: `http://{apiId}.execute-api.localhost:${ports.gatewayHttp}`,
    TOLLGATE_GATEWAY_HTTP_PORT: String(ports.gatewayHttp),
    TOLLGATE_GATEWAY_HTTPS_PORT: String(ports.gatewayHttps),
    TOLLGATE_GATEWAY_ADMIN_PORT: String(ports.gatewayAdmin),
    TOLLGATE_CONTROL_PLANE_METRICS_PORT: String(ports.controlPlaneMetrics),
    TOLLGATE_WORKER_METRICS_PORT: String(ports.workerMetrics),
  };
}
