import { freePort, isPortFree } from '#libs/embedded-postgres';
import type { LauncherConfig } from './config.js';
import { LaunchError } from './launch-error.js';

/** The ports of this run, none of them 0. */
export interface Ports {
  readonly controlPlane: number;
  readonly gatewayHttp: number;
  readonly gatewayHttps: number;
  readonly gatewayAdmin: number;
}

/**
 * Chooses ports before anything is started; throws `LaunchError` at the first one that another program has.
 */
export async function choosePorts(config: LauncherConfig): Promise<Ports> {
  return {
    controlPlane: await choose('TOLLGATE_CONTROL_PLANE_PORT', config.controlPlanePort),
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

/** The ports of a gateway without settings. */
function portBeside(httpPort: number): number {
  return httpPort === 0 || httpPort > 64_535 ? 0 : httpPort + 1000;
}
