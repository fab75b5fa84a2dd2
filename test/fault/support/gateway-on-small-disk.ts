import { join } from 'node:path';
import { freePort } from '#libs/testing';
import { gatewayToken, type Installation } from '../../support/installation.js';
import { createPart, type Part } from '../../support/part.js';
import { canMountSmallDisk, mountSmallDisk, type SmallDisk } from '../../support/small-disk.js';

/** A gateway whose data folder, journal, documents and all, lies on a disk of its own. */
export interface GatewayOnSmallDisk {
  readonly gateway: Part;
  readonly disk: SmallDisk;
  readonly port: number;
  /** What it tells operators. */
  readonly status: () => Promise<unknown>;
  close(): Promise<void>;
}

/** Only root may mount a disk that is small enough to fill; specs of the gateway show the same otherwise. */
export const testWithSmallDisk = canMountSmallDisk() ? test : test.skip;

export async function startGatewayOnSmallDisk(
  { controlPlaneUrl }: Installation,
  env: Readonly<Record<string, string>> = {},
): Promise<GatewayOnSmallDisk> {
  const disk = mountSmallDisk(32);
  if (!disk) throw new Error('the small disk was not mounted');
  const [port, adminPort] = [await freePort(), await freePort()];
  const gateway = createPart({
    name: 'gateway',
    main: 'dist/apps/gateway/src/main.js',
    env: {
      TOLLGATE_GATEWAY_TOKEN: gatewayToken,
      TOLLGATE_CONTROL_PLANE_URL: controlPlaneUrl,
      TOLLGATE_DATA_DIR: join(disk.folder, 'data'),
      TOLLGATE_GATEWAY_HTTP_PORT: String(port),
      TOLLGATE_GATEWAY_HTTPS_PORT: String(await freePort()),
      TOLLGATE_GATEWAY_ADMIN_PORT: String(adminPort),
      ...env,
    },
    ready: () => fetch(`http://127.0.0.1:${port}/_tollgate/ready`).then(({ ok }) => ok, () => false), // prettier-ignore
  });
  await gateway.start();
  return {
    gateway,
    disk,
    port,
    async status() {
      const response = await fetch(`http://127.0.0.1:${adminPort}/_tollgate/status`).catch(
        (cause: unknown) => {
          throw new Error(`operators get no answer of the gateway; it said:\n${gateway.output()}`, { cause });
        },
      );
      return response.json();
    },
    async close() {
      await gateway.kill();
      disk.close();
    },
  };
}
