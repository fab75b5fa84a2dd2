import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import type { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { ensureDatabase, startPostgresCluster, type PostgresCluster } from '#libs/embedded-postgres';
import { signRequest } from '#libs/sigv4';
import { silentLogger } from '#libs/telemetry';
import { freePort } from '#libs/testing';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientOfV2 } from '../../apps/control-plane/src/testing/client-of-v2.js';
import { createPart, type Part } from './part.js';

/**
 * A whole Tollgate on this machine: its own Postgres, control plane, worker and gateways, each a process that
 * can be killed.
 */
export interface Installation {
  readonly client: APIGatewayClient;
  /** The same for APIs of version 2. */
  readonly clientV2: ApiGatewayV2Client;
  /** A client of the credential that is in the file now: a wiped database gets another one. */
  newClient(): Promise<APIGatewayClient>;
  readonly controlPlaneUrl: string;
  /** What aws-cli and SDKs need in their environment to talk to it. */
  readonly awsEnvironment: Readonly<Record<string, string>>;
  readonly controlPlane: Part;
  readonly worker: Part;
  readonly gateways: readonly GatewayPart[];
  readonly postgres: PostgresPart;
  /** Where the control plane and the worker keep keys and credentials. */
  readonly controlPlaneDataDir: string;
  readonly parts: readonly Part[];
  /** Calls an API on the first gateway, or on the one named. */
  invoke(
    restApiId: string,
    path: string,
    init?: RequestInit & { readonly gateway?: number },
  ): Promise<Response>;
  /** A management call that SDKs do not have, signed; path and query as they go on the wire. */
  signedGet(path: string, query?: string): Promise<Response>;
  /** The same with another method, and a body as JSON. */
  signedCall(method: string, path: string, body?: unknown, query?: string): Promise<Response>;
  /** Stops every process and removes every file. */
  close(): Promise<void>;
}

export interface GatewayPart extends Part {
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly adminPort: number;
}

export interface PostgresPart {
  kill(): Promise<void>;
  start(): Promise<void>;
  readonly url: string;
}

export interface InstallationOptions {
  readonly gateways?: number;
  /** All gateways keep their documents in one folder, as on one machine. */
  readonly oneFolder?: boolean;
  /** Set: the scaled-out setting, queue and rate buckets on this Redis. */
  readonly redisUrl?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What single gateways have in their environment beside that, in their order. */
  readonly envOfGateways?: readonly Readonly<Record<string, string>>[];
  /**
   * Another build for some of the parts, asked for at each start: the file in the place of the one in dist/.
   */
  readonly mainOf?: (part: string, file: string) => string;
  /** Gives another way to the control plane's address, which gateways then take. */
  readonly wayForGateways?: (controlPlaneUrl: string) => Promise<string>;
}

/** The token of every installation under test. */
export const gatewayToken = 'test-gateway-token-0123456789abcdef0123456789';

const responses = (url: string) => async (): Promise<boolean> => {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
};

export async function startInstallation(options: InstallationOptions = {}): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'tollgate-test-'));
  // Postgres runs as a user of its own under root, and keeps its data here only if that user can get here.
  await chmod(folder, 0o755);
  const postgres = await startPostgres(join(folder, 'postgres'));
  const controlPlanePort = await freePort();
  const controlPlaneUrl = `http://127.0.0.1:${controlPlanePort}`;
  const common = {
    TOLLGATE_GATEWAY_TOKEN: gatewayToken,
    TOLLGATE_CONTROL_PLANE_URL: controlPlaneUrl,
    TOLLGATE_LOG_LEVEL: 'info',
    // Calls stand in line on a slow machine; who tests that the wait ends sets its own.
    TOLLGATE_DATABASE_LOCK_TIMEOUT_MS: '60000',
    // There, too, a change is live when its call returns.
    TOLLGATE_DEPLOY_WAIT_MS: '30000',
    // What this machine has for AWS SDKs must not decide a test.
    ...{
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    ...(options.redisUrl === undefined ? {} : { REDIS_URL: options.redisUrl }),
    ...options.env,
  };
  const { mainOf = (_, file) => file } = options;
  const controlPlane = createPart({
    name: 'control-plane',
    main: () => mainOf('control-plane', 'dist/apps/control-plane/src/main.js'),
    env: {
      ...common,
      DATABASE_URL: postgres.url,
      TOLLGATE_DATA_DIR: join(folder, 'control-plane'),
      TOLLGATE_CONTROL_PLANE_PORT: String(controlPlanePort),
    },
    ready: responses(`${controlPlaneUrl}/_tollgate/ready`),
  });
  // The worker has no port of its own: it is up when its log says so.
  const worker: Part = createPart({
    name: 'compiler-worker',
    main: () => mainOf('compiler-worker', 'dist/apps/compiler-worker/src/main.js'),
    env: { ...common, DATABASE_URL: postgres.url, TOLLGATE_DATA_DIR: join(folder, 'control-plane') },
    ready: async () => worker.output().includes('ready'),
  });
  const controlPlaneOfGateways = (await options.wayForGateways?.(controlPlaneUrl)) ?? controlPlaneUrl;
  const gateways = await Promise.all(
    Array.from({ length: options.gateways ?? 1 }, async (_, index) =>
      startableGateway(
        join(folder, options.oneFolder ? 'gateways' : `gateway-${index + 1}`),
        index + 1,
        {
          ...common,
          TOLLGATE_CONTROL_PLANE_URL: controlPlaneOfGateways,
          ...options.envOfGateways?.[index],
        },
        mainOf,
      ),
    ),
  );
  const parts = [controlPlane, worker, ...gateways];
  const close = async (): Promise<void> => {
    await Promise.all(parts.map((part) => part.kill()));
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await controlPlane.start();
    await Promise.all([worker, ...gateways].map((part) => part.start()));
  } catch (error) {
    await close();
    throw error;
  }
  const credentialsNow = () => readCredentials(join(folder, 'control-plane', 'credentials'));
  const credentials = await credentialsNow();
  const clientOf = (of: typeof credentials) =>
    new APIGatewayClient({
      endpoint: controlPlaneUrl,
      region: 'us-east-1',
      credentials: of,
      maxAttempts: 1,
    });
  async function signed(method: string, rawPath: string, rawQuery: string, body: string): Promise<Response> {
    const { host: _host, ...headers } = signRequest({
      method,
      rawPath,
      rawQuery,
      headers: { host: new URL(controlPlaneUrl).host },
      body,
      credentials,
      region: 'us-east-1',
      service: 'apigateway',
      now: Date.now(),
    });
    const target = rawQuery === '' ? rawPath : `${rawPath}?${rawQuery}`;
    return fetch(controlPlaneUrl + target, {
      method,
      headers: headers as Record<string, string>,
      ...(body !== '' && { body }),
    });
  }
  return {
    client: clientOf(credentials),
    clientV2: clientOfV2({ url: controlPlaneUrl, credentials }),
    newClient: async () => clientOf(await credentialsNow()),
    controlPlaneUrl,
    awsEnvironment: {
      AWS_ENDPOINT_URL: controlPlaneUrl,
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
    controlPlane,
    worker,
    gateways,
    postgres,
    controlPlaneDataDir: join(folder, 'control-plane'),
    parts,
    invoke: (restApiId, path, { gateway = 0, ...init } = {}) =>
      fetch(`http://127.0.0.1:${gateways[gateway]?.httpPort}/_aws/execute-api/${restApiId}${path}`, init),
    signedGet: (rawPath, rawQuery = '') => signed('GET', rawPath, rawQuery, ''),
    signedCall: (method, rawPath, body, rawQuery = '') =>
      signed(method, rawPath, rawQuery, body === undefined ? '' : JSON.stringify(body)),
    close,
  };
}

async function startableGateway(
  folder: string,
  number: number,
  common: Record<string, string>,
  mainOf: (part: string, file: string) => string,
): Promise<GatewayPart> {
  const [httpPort, httpsPort, adminPort] = [await freePort(), await freePort(), await freePort()];
  const part = createPart({
    name: `gateway-${number}`,
    main: () => mainOf(`gateway-${number}`, 'dist/apps/gateway/src/main.js'),
    env: {
      ...common,
      TOLLGATE_DATA_DIR: folder,
      TOLLGATE_GATEWAY_NAME: `gateway-${number}`,
      TOLLGATE_GATEWAY_HTTP_PORT: String(httpPort),
      TOLLGATE_GATEWAY_HTTPS_PORT: String(httpsPort),
      TOLLGATE_GATEWAY_ADMIN_PORT: String(adminPort),
    },
    ready: responses(`http://127.0.0.1:${httpPort}/_tollgate/ready`),
  });
  return Object.defineProperties(part, {
    httpPort: { value: httpPort },
    httpsPort: { value: httpsPort },
    adminPort: { value: adminPort },
  }) as GatewayPart;
}

async function startPostgres(dataDir: string): Promise<PostgresPart & { stop(): Promise<void> }> {
  const port = await freePort();
  const start = (): Promise<PostgresCluster> => startPostgresCluster({ dataDir, port, log: silentLogger });
  let cluster = await start();
  const url = await ensureDatabase(cluster.url, 'tollgate');
  return {
    url,
    kill: () => cluster.kill(),
    start: async () => {
      cluster = await start();
    },
    stop: () => cluster.stop(),
  };
}

async function readCredentials(path: string): Promise<{ accessKeyId: string; secretAccessKey: string }> {
  const text = await readFile(path, 'utf8');
  const value = (name: string): string => new RegExp(`^${name}\\s*=\\s*(\\S+)`, 'm').exec(text)?.[1] ?? '';
  return { accessKeyId: value('aws_access_key_id'), secretAccessKey: value('aws_secret_access_key') };
}
