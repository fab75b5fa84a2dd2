// Gateways of others, kept out of our own node_modules: some are large, and only the bench needs them.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const folder = 'bench/peers';

/** Whether they are there; installs them the first time. */
export function havePeers() {
  if (existsSync(`${folder}/node_modules/.package-lock.json`)) return true;
  console.log('installing the peers ...');
  const args = ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const installed = spawnSync('npm', args, { stdio: 'inherit', timeout: 300_000 }).status === 0;
  if (!installed) console.log('the peers cannot be installed; their rows are left out');
  return installed;
}
