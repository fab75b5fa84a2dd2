import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Systems give outgoing connections ports from 32,768 on (macOS: from 49,152): what is chosen below is not
 * taken by one of them before its server listens.
 */
const [firstPort, lastPort] = [15_000, 32_767];
const triesMax = 100;

/**
 * A TCP port on 127.0.0.1 that nobody listened on a moment ago. Another server may take it before the caller
 * does, which is unlikely: the port is drawn from many.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const port = randomInt(firstPort, lastPort + 1);
    if (await isPortFree(port)) return port;
  }
  throw new Error(`no free port was found from ${firstPort} to ${lastPort}`);
}

/** Whether a server could listen on the port now. */
export async function isPortFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
