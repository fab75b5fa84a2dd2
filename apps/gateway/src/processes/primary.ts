import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { joinRendered, renderFamilies, type MetricFamily } from '#libs/metrics';
import { metricsPath, type Logger } from '#libs/telemetry';
import { startOperators } from '../admin/start-operators.js';
import { createProbes, metricsResponse, type AdminResponse, type GatewayState } from '../admin/admin.js';
import type { ConnectionKind } from '../listener/listener.js';
import { ConnectionHandoff } from './connection-handoff.js';
import { Place } from './place.js';

export interface PrimaryOptions {
  readonly entry: string;
  readonly processes: number;
  /** Of HTTPS. */
  readonly host: string;
  /** Of plain HTTP. */
  readonly httpHost: string;
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly adminHost: string;
  readonly adminPort?: number | undefined;
  readonly metricsHost?: string;
  readonly metricsPort?: number | undefined;
  /** Of this process. */
  readonly readProcessMetrics?: () => Promise<MetricFamily[]>;
  readonly log: Logger;
}

export interface Primary {
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly adminPort: number;
  /** Null when metrics have no port of their own. */
  readonly metricsPort: number | null;
  /** Replaces the processes one by one; a second call while one runs is the same one. */
  replaceAll(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The process that other gateway processes stand behind: it accepts connections and hands them out, starts
 * what dies, and answers operators. It parses nothing that comes from outside. Rejects when a port is taken
 * or a process ends at its start.
 */
export async function startPrimary(options: PrimaryOptions): Promise<Primary> {
  const { host, httpHost, entry, log } = options;
  const handoff = new ConnectionHandoff();
  const places: Place[] = [];
  const readMetrics = async (): Promise<string> => {
    const own = renderFamilies((await options.readProcessMetrics?.()) ?? [], { process: 'primary' });
    const ofPlaces = await Promise.all(places.map((place) => place.metrics()));
    return joinRendered([own, ...ofPlaces.filter((text) => text !== null)]);
  };
  const admin = (path: string) =>
    path === metricsPath ? readMetrics().then(metricsResponse) : respond(places, path);
  const operators = await startOperators(options, admin, readMetrics);
  const servers: Server[] = [];
  const stop = async (): Promise<void> => {
    for (const server of servers) server.close();
    await Promise.all(places.map((place) => place.stop()));
    handoff.close();
    await operators.close();
  };
  try {
    const accept = async (kind: ConnectionKind, port: number): Promise<number> => {
      // Nothing is read here; half of a connection may be closed, as http servers allow.
      const server = createServer({ pauseOnConnect: true, allowHalfOpen: true }, (socket) =>
        handoff.accept(kind, socket),
      );
      server.listen({ port, host: kind === 'http' ? httpHost : host, backlog: 1024 });
      await once(server, 'listening');
      servers.push(server);
      return (server.address() as AddressInfo).port;
    };
    const ports = {
      http: await accept('http', options.httpPort),
      https: await accept('https', options.httpsPort),
      ...operators.ports,
    };
    // The first one alone: what is wrong with the settings is said once.
    for (let place = 1; place <= options.processes; place++) {
      places.push(new Place({ entry, worker: { place, ports }, handoff, log }));
    }
    await places[0]!.start();
    await Promise.all(places.slice(1).map((place) => place.start()));
    let replacing: Promise<void> | null = null;
    const replaceOneByOne = async (): Promise<void> => {
      for (const place of places) await place.replace();
    };
    return {
      httpPort: ports.http,
      httpsPort: ports.https,
      adminPort: ports.admin,
      metricsPort: ports.metrics,
      replaceAll: () => (replacing ??= replaceOneByOne().finally(() => (replacing = null))),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The machine is ready while one of its processes is; the status has a part for each. */
async function respond(places: readonly Place[], path: string): Promise<AdminResponse | null> {
  if (path === '/_tollgate/health') return { status: 200, body: { status: 'ok' } };
  if (path !== '/_tollgate/ready' && path !== '/_tollgate/status') return null;
  const states = await Promise.all(places.map((place) => place.state()));
  if (path === '/_tollgate/status') return { status: 200, body: { processes: states } };
  const responses = states
    .filter((state): state is GatewayState => state !== null)
    .map((state) => createProbes(() => state)(path) as AdminResponse);
  return (
    responses.find(({ status }) => status === 200) ??
    responses[0] ?? { status: 503, body: { status: 'starting' } }
  );
}
