import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import type { INestApplication } from '@nestjs/common';
import { readConfig } from '#libs/config';
import { credentials as stored, type Database, type Sealer } from '#libs/persistence';
import { signRequest, type SigningCredentials } from '#libs/sigv4';
import { silentLogger, type Logger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { controlPlaneConfig } from '../config.js';
import { readSecretFile } from '../installation/secret-file.js';
import { DATABASE, GATEWAY_TOKEN, SEALER } from '../tokens.js';
import { portOf, serve } from '../server/serve.js';

/** A signed request; `region` and `service` may differ from the usual ones. */
export interface SignedInit {
  readonly method?: string;
  /** An object is sent as JSON; text and bytes as they are. */
  readonly body?: object | string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly region?: string;
  readonly service?: string;
  readonly credentials?: SigningCredentials;
  /** Milliseconds since the epoch at which the request says to be signed. */
  readonly signedAtMs?: number;
}

/**
 * A control plane inside the test's process: real HTTP on a free port, a database of its own, its own data
 * folder.
 */
export interface TestControlPlane {
  readonly url: string;
  /** Region us-east-1, no retries. */
  readonly client: APIGatewayClient;
  readonly credentials: SigningCredentials;
  readonly accountId: string;
  readonly database: Database;
  /** SQL past the control plane, for what a test sets up or looks at in the tables. */
  readonly query: TestDatabase['query'];
  readonly gatewayToken: string;
  readonly dataDir: string;
  readonly app: INestApplication;
  /** Makes a credential of another account. */
  credentialsOf(accountId: string): Promise<SigningCredentials>;
  /** The client for another region. */
  clientFor(region: string): APIGatewayClient;
  /** `target` is path and query as they go on the wire. */
  signedFetch(target: string, init?: SignedInit): Promise<Response>;
  close(): Promise<void>;
}

/** Threads of a spec run sources as its own process does. */
const runSources = new URL('../../../../test/support/run-sources.mjs', import.meta.url).href;

/** Starts one; share it among the tests of a file, it takes a second or so. */
export async function startControlPlane(
  options: {
    readonly env?: Readonly<Record<string, string>>;
    readonly log?: Logger;
    /** Another way to the same database, through a connection that the test can cut. */
    readonly databaseUrlOf?: (url: string) => string;
    readonly threadArguments?: readonly string[];
    readonly consoleFolder?: string;
  } = {},
): Promise<TestControlPlane> {
  const testDatabase = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'tollgate-control-plane-'));
  const config = readConfig(
    {
      TOLLGATE_CONTROL_PLANE_PORT: '0',
      DATABASE_URL: options.databaseUrlOf?.(testDatabase.url) ?? testDatabase.url,
      TOLLGATE_DATA_DIR: dataDir,
      TOLLGATE_DATABASE_POOL_SIZE: '8',
      // No worker runs beside it: nothing that a write could wait for.
      TOLLGATE_DEPLOY_WAIT_MS: '0',
      // Ten calls at once stand in line on a slow machine; who tests that the wait ends sets its own.
      TOLLGATE_DATABASE_LOCK_TIMEOUT_MS: '60000',
      ...options.env,
    },
    controlPlaneConfig,
  );
  const app = await serve({
    config,
    log: options.log ?? silentLogger,
    consoleFolder: options.consoleFolder,
    threadArguments: options.threadArguments ?? ['--import', runSources],
  });
  const url = `http://127.0.0.1:${portOf(app)}`;
  const credentials = await firstCredential(dataDir);
  const clients: APIGatewayClient[] = [];
  const clientFor = (region: string): APIGatewayClient => {
    const client = new APIGatewayClient({ endpoint: url, region, credentials, maxAttempts: 1 });
    clients.push(client);
    return client;
  };
  return {
    url,
    client: clientFor('us-east-1'),
    clientFor,
    credentials,
    credentialsOf: async (accountId) => {
      const made = { accessKeyId: `AKIA${accountId}`, secretAccessKey: `secret of ${accountId}` };
      await app
        .get<Database>(DATABASE)
        .write((uow) =>
          stored.insertRoot(uow, app.get<Sealer>(SEALER), { ...made, accountId, isOperator: false }),
        );
      return made;
    },
    accountId: config.accountId,
    database: app.get<Database>(DATABASE),
    query: testDatabase.query,
    gatewayToken: app.get<string>(GATEWAY_TOKEN),
    dataDir,
    app,
    signedFetch: (target, init = {}) => fetchSigned(url, target, credentials, init),
    close: async () => {
      for (const client of clients) client.destroy();
      await app.close();
      await testDatabase.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The credential that a control plane has made in its data folder. */
export async function firstCredential(dataDir: string): Promise<SigningCredentials> {
  const text = (await readSecretFile(join(dataDir, 'credentials'))) ?? '';
  const value = (name: string) => new RegExp(`^${name} = (\\S+)$`, 'm').exec(text)?.[1] ?? '';
  return { accessKeyId: value('aws_access_key_id'), secretAccessKey: value('aws_secret_access_key') };
}

async function fetchSigned(
  url: string,
  target: string,
  defaultCredentials: SigningCredentials,
  init: SignedInit,
): Promise<Response> {
  const { body = '', method = body === '' ? 'GET' : 'POST' } = init;
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const queryStart = target.indexOf('?');
  const { host: _host, ...headers } = signRequest({
    method,
    rawPath: queryStart === -1 ? target : target.slice(0, queryStart),
    rawQuery: queryStart === -1 ? '' : target.slice(queryStart + 1),
    headers: { ...init.headers, host: new URL(url).host },
    body: bytes,
    credentials: init.credentials ?? defaultCredentials,
    region: init.region ?? 'us-east-1',
    service: init.service ?? 'apigateway',
    now: init.signedAtMs ?? Date.now(),
  });
  return fetch(url + target, {
    method,
    headers: headers as Record<string, string>,
    body: bytes.length === 0 ? undefined : Buffer.from(bytes),
  });
}
