import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort as drawPort, lockFolder } from '#libs/embedded-postgres';

const claims = join(tmpdir(), 'tollgate-test-ports');

/**
 * A port on 127.0.0.1 that nobody listens on, and that no other test on this machine is given until this
 * process has ended: before its server listens a whole installation may have to start.
 */
export async function freePort(draw = drawPort): Promise<number> {
  mkdirSync(claims, { recursive: true });
  for (;;) {
    const port = await draw();
    if ('release' in lockFolder(claims, String(port))) return port;
  }
}
