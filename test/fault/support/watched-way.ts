import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A way to the control plane on which responses can get lost. */
export interface WatchedWay {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Passes requests on. `lose`: asked when the whole response is there, with the path; true: it never arrives,
 * the connection breaks.
 */
export async function startWatchedWay(
  targetUrl: string,
  lose: (path: string) => boolean | Promise<boolean>,
): Promise<WatchedWay> {
  const server = createServer((incoming, outgoing) => {
    const { method, url = '/', headers } = incoming;
    const passed = request(new URL(url, targetUrl), { method, headers, agent: false });
    passed.on('error', () => outgoing.destroy());
    // A long poll that is given up here is given up there.
    outgoing.on('close', () => passed.destroy());
    passed.on('response', (response) => {
      void whole(response).then(
        async (body) => {
          if (await lose(url)) return void outgoing.destroy();
          outgoing.writeHead(response.statusCode!, response.headers).end(body);
        },
        () => outgoing.destroy(),
      );
    });
    incoming.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function whole(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
