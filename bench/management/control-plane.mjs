// One control-plane process as `npm start` has it: the built output, the embedded Postgres with every commit
// on disk, and a worker.
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDatabase, freePort, startPostgresCluster } from '#libs/embedded-postgres';
import { createLogger } from '#libs/telemetry';
import { startNode, stop } from '../processes.mjs';
import { cpuMsOf } from './cpu-time.mjs';

export async function startControlPlane() {
  const folder = await mkdtemp(join(tmpdir(), 'tollgate-bench-'));
  await chmod(folder, 0o755);
  const log = createLogger({ name: 'bench', level: 'error' });
  const postgres = await startPostgresCluster({
    dataDir: join(folder, 'postgres'),
    systemFolder: join(folder, 'system'),
    port: 0,
    log,
  });
  const databaseUrl = await ensureDatabase(postgres.url, 'tollgate');
  const port = await freePort();
  const env = {
    DATABASE_URL: databaseUrl,
    TOLLGATE_DATA_DIR: folder,
    TOLLGATE_CONTROL_PLANE_PORT: String(port),
    TOLLGATE_LOG_LEVEL: 'error',
  };
  const controlPlane = await startNode(['dist/apps/control-plane/src/main.js'], null, env);
  const worker = await startNode(['dist/apps/compiler-worker/src/main.js'], null, env);
  return {
    name: 'tollgate',
    port,
    credentials: readCredentials(await readFile(join(folder, 'credentials'), 'utf8')),
    cpuMs: () => cpuMsOf(controlPlane.child.pid),
    async stop() {
      await stop(worker.child);
      await stop(controlPlane.child);
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function readCredentials(text) {
  const value = (name) => new RegExp(`^${name} = (\\S+)$`, 'm').exec(text)[1];
  return { accessKeyId: value('aws_access_key_id'), secretAccessKey: value('aws_secret_access_key') };
}
