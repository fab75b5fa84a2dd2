import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A backend whose every response has another number: which one a caller has got tells whether it is old. */
export interface CountingBackend {
  readonly url: string;
  /** Of its last response. */
  readonly count: number;
  close(): Promise<void>;
}

export async function startCountingBackend(): Promise<CountingBackend> {
  let count = 0;
  const server = createServer((_, response) => {
    count += 1;
    response.writeHead(200, { 'content-type': 'text/plain' }).end(String(count));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    get count() {
      return count;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
