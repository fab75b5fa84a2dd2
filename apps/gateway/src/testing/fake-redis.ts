import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A server on Redis's port that says what a test wants. */
export interface FakeRedis {
  readonly port: number;
  /** Its reply to all commands from now on; null: it closes connections. */
  says(reply: string | null): void;
  close(): Promise<void>;
}

export async function startFakeRedis(first: string): Promise<FakeRedis> {
  let reply: string | null = first;
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', () => (reply === null ? socket.destroy() : socket.write(reply)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    says: (next) => {
      reply = next;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
