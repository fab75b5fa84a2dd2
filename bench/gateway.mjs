// The built gateway on core 0, fed with one API and any number of keys.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  apiId,
  http,
  method,
  mock,
  mockMethod,
  snapshot,
  stageOf,
  integrationResponse,
} from '../apps/gateway/src/testing/documents.ts';
import { startControlPlane } from './control-plane.mjs';
import { startNode, stop } from './processes.mjs';
import { identityDocuments } from './signing-caller.mjs';
import { freePort } from '../scripts/free-port.mjs';

export const apiPath = `/_aws/execute-api/${apiId}/dev`;

/** As `npm run start:gateway` has it. */
const gcFlag = '--no-allocation-site-pretenuring';

export const gatewayToken = 'token-of-the-benchmark';

/**
 * `more`: further methods, by path. `change`: further members of the snapshot. `stages`: further stages, by
 * name what is different in them. `documents`: further ones of the feed. `env`: further settings.
 */
export async function startGateway({
  keys,
  upstreamPort,
  more = {},
  change = {},
  stages = {},
  documents = [],
  env = {},
  nodeArgs = [],
  core = '0',
  under = [],
}) {
  const proxy = (path) => http('HTTP_PROXY', `http://127.0.0.1:${upstreamPort}${path}`);
  const keyed = { apiKeyRequired: true };
  const controlPlane = await startControlPlane({
    keys,
    document: snapshot(
      {
        '/mock': { GET: mockMethod('{"ok":true}') },
        '/metered-mock': { GET: method(mock({}, [integrationResponse('200')]), keyed) },
        '/open': { ANY: method(proxy('/open')) },
        '/metered': { GET: method(proxy('/metered'), keyed) },
        ...more,
      },
      change,
    ),
    stageOf,
    apiId,
    stages,
    documents: [...identityDocuments(gatewayToken), ...documents],
  });
  const dataDir = await mkdtemp(join(tmpdir(), 'tollgate-bench-'));
  const port = await freePort();
  const settings = {
    TOLLGATE_CONTROL_PLANE_URL: controlPlane.url,
    TOLLGATE_GATEWAY_TOKEN: gatewayToken,
    TOLLGATE_GATEWAY_HTTP_PORT: String(port),
    TOLLGATE_GATEWAY_HTTPS_PORT: '0',
    TOLLGATE_GATEWAY_ADMIN_PORT: '0',
    TOLLGATE_DATA_DIR: dataDir,
    TOLLGATE_LOG_LEVEL: 'error',
    ...env,
  };
  const args = [gcFlag, ...nodeArgs, 'dist/apps/gateway/src/main.js'];
  const { child } = await startNode(args, core, settings, under);
  await controlPlane.allTaken;
  return {
    port,
    child,
    pid: child.pid,
    /** From now on there is no control plane. */
    cutOff: () => controlPlane.close(),
    async stop() {
      await stop(child);
      controlPlane.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
