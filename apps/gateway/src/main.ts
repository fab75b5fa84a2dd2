import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError, readConfig } from '#libs/config';
import { createLogger, watchProcess, type Logger } from '#libs/telemetry';
import type { WebAclHookSettings } from './web-acls/web-acl-hook.js';
import { webSocketLimitsOf } from './connections/websocket-fields.js';
import { gatewayConfig, type GatewayConfig } from './config.js';
import { readUserPoolIssuers, type UserPoolIssuers } from './authorizers/user-pool-issuers.js';
import type { AwsServices } from './integrations/aws/aws-services.js';
import { findCredentials } from './integrations/aws/find-credentials.js';
import { createGatewayCredentials, type GatewayCredentials } from './integrations/aws/gateway-credentials.js';
import { FaultCount } from './fault-count.js';
import { readTrustedProxies, type AddressRange } from './http/trusted-proxies.js';
import type { VpcEndpoint } from './http/vpc-endpoint.js';
import { readFunctionUrls } from './integrations/lambda/function-address.js';
import { readVpcLinkTargets, type VpcLinkTargets } from './integrations/transport/vpc-link-targets.js';
import type { CertificatePaths } from './listener/certificate-files.js';
import { startGateway, type Gateway } from './gateway.js';
import type { WorkerPlace } from './processes/messages.js';
import { startPrimary } from './processes/primary.js';
import { placeOf, servePlace } from './processes/serve-place.js';

/**
 * Declared where node is started (package.json, Dockerfile, launcher); docs/PERFORMANCE.md says what it
 * gains.
 */
const gcFlag = '--no-allocation-site-pretenuring';
const retireAfterMs = 5_000;
/**
 * A caller that keeps its connection and asks in this time learns that it ends; who asks less often finds it
 * closed, as after any pause.
 */
const retireLingerMs = 10_000;

/** Prints the one line that says why this process does not start, and ends it. */
function giveUp(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

function config(): GatewayConfig {
  try {
    return readConfig(process.env, gatewayConfig);
  } catch (error) {
    if (error instanceof ConfigError) giveUp(error.message);
    throw error;
  }
}

/**
 * Where access logs go to stdout they are all that does: the process's own lines are written at once, and
 * must not wait for who reads those of requests.
 */
function loggerOf({ logLevel: level, logSink }: GatewayConfig): Logger {
  return createLogger({ name: 'gateway', level, ...(logSink === 'stdout' && { stream: process.stderr }) });
}

async function tokenOf({ token, dataDir }: GatewayConfig): Promise<string> {
  if (token) return token;
  const file = join(dataDir, 'gateway-token');
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trim() || giveUp(`TOLLGATE_GATEWAY_TOKEN is not set and ${file} holds no token`);
}

function trustedProxiesOf({ trustedProxies }: GatewayConfig): readonly AddressRange[] {
  if (trustedProxies === undefined) return [];
  const ranges = readTrustedProxies(trustedProxies);
  return typeof ranges === 'string' ? giveUp(`TOLLGATE_TRUSTED_PROXIES: ${ranges}`) : ranges;
}

function vpcEndpointOf({ vpcEndpointId, vpcId }: GatewayConfig): VpcEndpoint | null {
  if (vpcEndpointId !== undefined) return { id: vpcEndpointId, vpcId: vpcId ?? null };
  return vpcId === undefined ? null : giveUp('TOLLGATE_VPC_ID needs TOLLGATE_VPC_ENDPOINT_ID');
}

function awsServicesOf(settings: GatewayConfig, log: Logger): AwsServices {
  const functionUrls = readFunctionUrls(settings.functionUrls ?? '');
  if (typeof functionUrls === 'string') giveUp(`TOLLGATE_FUNCTION_URLS: ${functionUrls}`);
  const { endpointUrls, endpointUrl = null } = settings;
  return { credentials: credentialsOf(settings, log), endpointUrls, endpointUrl, functionUrls };
}

/**
 * Keys in the environment come first, and cost nothing; everything else is looked for when a service is
 * called.
 */
function credentialsOf(settings: GatewayConfig, log: Logger): GatewayCredentials {
  const { awsAccessKeyId: accessKeyId, awsSecretAccessKey: secretAccessKey, awsSessionToken } = settings;
  if (accessKeyId && secretAccessKey) {
    const keys = { accessKeyId, secretAccessKey, ...(awsSessionToken && { sessionToken: awsSessionToken }) };
    return () => keys;
  }
  if (accessKeyId || secretAccessKey) {
    giveUp('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY go together: one of them is not set');
  }
  // The README has users point their AWS tools at the installation's own keys, which are nobody's at AWS.
  const { AWS_SHARED_CREDENTIALS_FILE: file } = process.env;
  if (file && resolve(file) === resolve(settings.dataDir, 'credentials')) {
    delete process.env.AWS_SHARED_CREDENTIALS_FILE;
  }
  return createGatewayCredentials({ find: () => findCredentials(settings.region, log), log });
}

function userPoolIssuersOf({ userPoolIssuers }: GatewayConfig): UserPoolIssuers {
  const issuers = readUserPoolIssuers(userPoolIssuers ?? '');
  return typeof issuers === 'string' ? giveUp(`TOLLGATE_USER_POOL_ISSUERS: ${issuers}`) : issuers;
}

function webAclsOf({
  wafUrl,
  wafWhenAway: whenAway,
  wafTimeoutMs: timeoutMs,
  wafCallsMax: callsMax,
}: GatewayConfig): { webAcls?: WebAclHookSettings } {
  if (wafUrl === undefined) {
    // Nobody is ever asked.
    return whenAway === 'pass' ? giveUp('TOLLGATE_WAF_WHEN_AWAY is set, and TOLLGATE_WAF_URL is not') : {};
  }
  if (!URL.canParse(wafUrl)) giveUp('TOLLGATE_WAF_URL: it is no URL');
  return { webAcls: { url: new URL(wafUrl), whenAway, timeoutMs, callsMax } };
}

function vpcLinkTargetsOf({ vpcLinkTargets }: GatewayConfig): VpcLinkTargets {
  const targets = readVpcLinkTargets(vpcLinkTargets ?? '');
  return typeof targets === 'string' ? giveUp(`TOLLGATE_VPC_LINK_TARGETS: ${targets}`) : targets;
}

function certificateFilesOf({ tlsCertificateFile, tlsKeyFile }: GatewayConfig): CertificatePaths | undefined {
  if (tlsCertificateFile && tlsKeyFile) return { certificate: tlsCertificateFile, key: tlsKeyFile };
  if (tlsCertificateFile || tlsKeyFile) {
    giveUp(
      'TOLLGATE_GATEWAY_TLS_CERTIFICATE_FILE and TOLLGATE_GATEWAY_TLS_KEY_FILE go together: one of them is not set',
    );
  }
  return undefined;
}

function startError(error: unknown): string {
  const { code, port, path, message } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `port ${port} is in use by another process`;
  if (code === 'EACCES' && port !== undefined) return `port ${port} may not be used by this user`;
  if (code === 'EACCES' || code === 'EROFS') return `${path} cannot be used: ${code}`;
  return `the gateway cannot start: ${message}`;
}

/** Serves in this process; `place`: behind a primary process, which accepts the connections. */
async function serve(settings: GatewayConfig, place: WorkerPlace | null, processes: number): Promise<void> {
  const log = loggerOf(settings);
  const token = await tokenOf(settings);
  const faults = new FaultCount({ onTooMany: () => retire() });
  let gateway: Gateway;
  try {
    gateway = await startGateway({
      ...settings,
      token,
      name: nameOf(settings, place),
      ...(place && { behindPorts: place.ports }),
      dataDir: join(settings.dataDir, 'gateway'),
      redisUrl: settings.redisUrl ?? null,
      ...(settings.responseCacheMaxMb !== undefined && {
        responseCacheBytesMax: settings.responseCacheMaxMb * 1024 * 1024,
      }),
      servingProcesses: processes,
      backendLimits: {
        waitingMax: settings.backendWaitingMax,
        socketsMax: settings.backendSocketsMax,
        connectionMaxAgeMs: settings.backendConnectionMaxAgeS * 1000,
      },
      ...webAclsOf(settings),
      trustedProxies: trustedProxiesOf(settings),
      vpcEndpoint: vpcEndpointOf(settings),
      certificateFiles: certificateFilesOf(settings),
      connectionLimits: settings,
      webSocketLimits: webSocketLimitsOf(settings),
      tlsContextsBytesMax: settings.tlsContextsMaxMb * 1024 * 1024,
      aws: awsServicesOf(settings, log),
      vpcLinkTargets: vpcLinkTargetsOf(settings),
      userPoolIssuers: userPoolIssuersOf(settings),
      traces: settings,
      isFaulty: () => faults.tooMany,
      readProcessMetrics: watchProcess(),
      log,
    });
  } catch (error) {
    giveUp(startError(error));
  }
  log.info('the gateway listens', {
    gatewayId: gateway.gatewayId,
    httpPort: gateway.httpPort,
    httpsPort: gateway.httpsPort,
    adminPort: gateway.adminPort,
  });
  if (!process.execArgv.includes(gcFlag)) log.warn(`node was started without ${gcFlag}: requests cost more`);

  // A bug on one request's path must not end all others: what a handler throws is answered with a 500 where
  // it happens, and what slips through (an event of a socket, say) is logged. Nothing that serves is half
  // changed by it: activation swaps whole versions.
  process.on('uncaughtException', (error) => {
    log.error('an exception was not caught', { error });
    faults.note();
  });
  process.on('unhandledRejection', (error) => {
    log.error('a rejection was not handled', { error });
    faults.note();
  });
  /** Readiness says `faulty` from now on; the rest of the time is for load balancers to see it. */
  const retire = (): void => {
    log.error('too many exceptions were not caught: the gateway ends, to be started anew');
    setTimeout(() => stop('too many faults', 1), retireAfterMs);
  };

  let stopping = false;
  const stop = (why: string, code = 0, lingerMs = 0): void => {
    if (stopping) return;
    stopping = true;
    log.info('the gateway stops', { why });
    gateway.stop(undefined, lingerMs).then(
      () => process.exit(code),
      (error: unknown) => {
        log.error('stopping failed', { error });
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  // The launcher that started this process is gone: nobody would ever stop it.
  process.on('disconnect', () => stop('the launcher is gone'));
  if (place)
    servePlace(gateway, place.place, () => stop('another process takes its place', 0, retireLingerMs));
  // It may have gone while this process was starting.
  if (process.connected === false) stop('the launcher is gone');
  else process.send?.('ready');
}

/** Hands connections out to several processes that serve, until stopped. */
async function servePlaces(settings: GatewayConfig, processes: number): Promise<void> {
  const log = loggerOf(settings);
  const entry = fileURLToPath(import.meta.url);
  const readProcessMetrics = watchProcess();
  const primary = await startPrimary({ ...settings, entry, processes, readProcessMetrics, log }).catch(
    (error: unknown) => giveUp(startError(error)),
  );
  if (settings.redisUrl === undefined)
    log.warn('REDIS_URL is not set: each process keeps rates and cached responses by itself');
  const { httpPort, httpsPort, adminPort } = primary;
  log.info('the gateway listens', { processes, httpPort, httpsPort, adminPort });
  process.on('SIGHUP', () => {
    log.info('the gateway processes are replaced one by one');
    void primary.replaceAll().then(() => log.info('all gateway processes have been replaced'));
  });
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void primary.stop().then(() => process.exit(0));
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(signal, stop);
  process.send?.('ready');
}

/** The first place has the name of a gateway that serves alone, and so its folder and its journal. */
function nameOf({ name, httpPort }: GatewayConfig, place: WorkerPlace | null): string {
  const alone = name ?? `gateway-${httpPort}`;
  return place === null || place.place === 1 ? alone : `${alone}-${place.place}`;
}

async function main(): Promise<void> {
  const settings = config();
  const place = placeOf(process.argv);
  const { processes } = settings;
  const count = processes === 'auto' ? availableParallelism() : Number(processes);
  await (place === null && count > 1 ? servePlaces(settings, count) : serve(settings, place, count));
}

await main();
