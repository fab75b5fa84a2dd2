import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Snapshot, StageDocument } from '#libs/snapshot-format';
import { silentLogger } from '#libs/telemetry';
import { waitFor } from '#libs/testing';
import { startGateway, type Gateway, type GatewayOptions } from '../gateway.js';
import { awsOf } from './aws-of.js';
import { apiId, stageOf } from './documents.js';
import { startFakeControlPlane, type FakeControlPlane } from './fake-control-plane.js';

export interface TestResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Names as they were spelled, and values, in turn. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
  /** The body as it came. */
  readonly bytes: Buffer;
  json(): unknown;
}

export interface CallOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
  /** The Host header; that of the test API by default. */
  readonly host?: string;
}

/** A gateway in this process, on free ports, with a folder of its own. */
export async function startTestGateway(
  options: Pick<GatewayOptions, 'controlPlaneUrl' | 'token' | 'dataDir'> & Partial<GatewayOptions>,
): Promise<Gateway> {
  return startGateway({
    host: '127.0.0.1',
    httpHost: '127.0.0.1',
    httpPort: 0,
    httpsPort: 0,
    adminHost: '127.0.0.1',
    name: 'gateway-under-test',
    domain: 'localhost',
    trustedProxies: [],
    proxyProtocol: false,
    http2: true,
    region: 'us-east-1',
    redisUrl: null,
    quotaWhenDisconnected: 'pass',
    quotaGraceMs: 0,
    keptSnapshots: 500,
    journalMaxMb: 1024,
    journalWhenFull: 'pass',
    allowLinkLocalIntegrations: false,
    aws: awsOf(),
    assumeRoles: false,
    vpcLinkTargets: new Map(),
    userPoolIssuers: new Map(),
    log: silentLogger,
    ...options,
  });
}

/** One HTTP call to a gateway on this machine, the host of the test API by default. */
export function call(port: number, path: string, options: CallOptions = {}): Promise<TestResponse> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        host: '127.0.0.1',
        port,
        path,
        agent: false,
        method: options.method ?? 'GET',
        headers: { host: options.host ?? `${apiId}.execute-api.localhost`, ...options.headers },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const bytes = Buffer.concat(chunks);
          const body = bytes.toString('utf8');
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            rawHeaders: response.rawHeaders,
            body,
            bytes,
            json: () => JSON.parse(body) as unknown,
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(options.body);
  });
}

export interface TestSystem {
  readonly controlPlane: FakeControlPlane;
  readonly gateway: Gateway;
  readonly dataDir: string;
  /** Publishes snapshot and stage and waits until the gateway serves them. */
  deploy(snapshot: Snapshot, stage?: Partial<StageDocument>): Promise<string>;
  /** Waits until the gateway has acknowledged this sequence number. */
  acknowledged(seq: number): Promise<void>;
  call(path: string, options?: CallOptions): Promise<TestResponse>;
  stop(): Promise<void>;
}

/** A gateway and the control plane that feeds it. */
export async function startTestSystem(options: Partial<GatewayOptions> = {}): Promise<TestSystem> {
  const controlPlane = await startFakeControlPlane();
  const dataDir = await mkdtemp(join(tmpdir(), 'tollgate-gateway-'));
  const gateway = await startTestGateway({
    controlPlaneUrl: controlPlane.url,
    token: controlPlane.token,
    dataDir,
    ...options,
  }).catch(async (error: unknown) => {
    await controlPlane.goAway();
    throw error;
  });
  const acknowledged = async (seq: number): Promise<void> => {
    await waitFor(() => controlPlane.acknowledgements.some(({ appliedSeq }) => appliedSeq >= seq), {
      describe: `sequence number ${seq} is acknowledged`,
    });
  };
  return {
    controlPlane,
    gateway,
    dataDir,
    acknowledged,
    async deploy(document, stage = {}) {
      const digest = controlPlane.publishSnapshot(document);
      const body = stageOf(digest, stage);
      await acknowledged(controlPlane.publish('stage', `${body.restApiId}/${body.stageName}`, body));
      return digest;
    },
    call: (path, callOptions) => call(gateway.httpPort, path, callOptions),
    async stop() {
      await gateway.stop(1000);
      await controlPlane.goAway();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
