import { freePort, isPortFree } from '#libs/embedded-postgres';
import type { LauncherConfig } from './config.js';
import { LaunchError } from './launch-error.js';

/** The ports of this run, none of them 0. */
export interface Ports {
  readonly controlPlane: number;
  readonly gatewayHttp: number;
  readonly gatewayHttps: number;
  readonly gatewayAdmin: number;
  readonly controlPlaneMetrics: number;
  readonly workerMetrics: number;
  readonly sampleBackend: number;
}

/**
 * Chooses ports before anything is started; throws `LaunchError` at the first one that another program has.
 */
export async function choosePorts(config: LauncherConfig): Promise<Ports> {
  const controlPlane = await choose('TOLLGATE_CONTROL_PLANE_PORT', config.controlPlanePort);
  const { controlPlaneMetricsPort, workerMetricsPort } = config;
  return {
    controlPlane,
    controlPlaneMetrics:
      controlPlaneMetricsPort === undefined
        ? await freeAt(controlPlane + 1)
        : await choose('TOLLGATE_CONTROL_PLANE_METRICS_PORT', controlPlaneMetricsPort),
    workerMetrics:
      workerMetricsPort === undefined
        ? await freeAt(controlPlane + 2)
        : await choose('TOLLGATE_WORKER_METRICS_PORT', workerMetricsPort),
    sampleBackend: await freeAt(controlPlane + 3),
    gatewayHttp: await choose('TOLLGATE_GATEWAY_HTTP_PORT', config.gatewayHttpPort),
    gatewayHttps: await choose('TOLLGATE_GATEWAY_HTTPS_PORT', config.gatewayHttpsPort),
    gatewayAdmin: await choose(
      'TOLLGATE_GATEWAY_ADMIN_PORT',
      config.gatewayAdminPort ?? portBeside(config.gatewayHttpPort),
    ),
  };
}

async function choose(variable: string, wanted: number): Promise<number> {
  if (wanted === 0) return freePort();
  if (await isPortFree(wanted)) return wanted;
  throw new LaunchError(`port ${wanted} is in use; set ${variable} to another port`);
}

/** This one, or another where it is taken: nobody has asked for it. */
async function freeAt(port: number): Promise<number> {
  return port <= 65_535 && (await isPortFree(port)) ? port : freePort();
}

/** The ports of a gateway without settings. */
function portBeside(httpPort: number): number {
  return httpPort === 0 || httpPort > 64_535 ? 0 : httpPort + 1000;
}
