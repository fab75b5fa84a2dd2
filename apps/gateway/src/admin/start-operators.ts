import { listenForMetrics, type Logger } from '#libs/telemetry';
import { adminPortBeside, listenForOperators, type AdminListenerOptions } from './admin-listener.js';

export interface OperatorOptions {
  readonly httpPort: number;
  readonly adminHost: string;
  /** Missing: the HTTP port + 1000, or a free one when that is none. */
  readonly adminPort?: number | undefined;
  /** Loopback by default. */
  readonly metricsHost?: string;
  /** Missing: metrics have no port of their own. */
  readonly metricsPort?: number | undefined;
  readonly log: Logger;
}

export interface OperatorPorts {
  readonly admin: number;
  /** Null when metrics have no port of their own. */
  readonly metrics: number | null;
}

export interface Operators {
  readonly ports: OperatorPorts;
  close(): Promise<void>;
}

/**
 * Opens what operators ask: a listener for all of it, and where a port is set one that shows metrics alone,
 * so that Prometheus may be let in without the rest. Rejects with the system's error when a port is taken.
 */
export async function startOperators(
  options: OperatorOptions,
  admin: AdminListenerOptions['admin'],
  readMetrics: () => Promise<string>,
): Promise<Operators> {
  const { adminHost, metricsHost = '127.0.0.1', metricsPort, log } = options;
  const port = options.adminPort ?? adminPortBeside(options.httpPort);
  const operators = await listenForOperators({ host: adminHost, port, admin, log });
  if (metricsPort === undefined) {
    return { ports: { admin: operators.port, metrics: null }, close: () => operators.close() };
  }
  const metrics = await listenForMetrics({
    host: metricsHost,
    port: metricsPort,
    read: readMetrics,
    log,
  }).catch(async (error: unknown) => {
    await operators.close();
    throw error;
  });
  return {
    ports: { admin: operators.port, metrics: metrics.port },
    async close() {
      await metrics.close();
      await operators.close();
    },
  };
}
