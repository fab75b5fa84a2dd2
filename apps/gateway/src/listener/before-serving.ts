import type { Server, Socket } from 'node:net';

/**
 * Has each connection of a server pass here before anything of it is served, with TLS before that begins, and
 * also when another process has accepted it. The last to be set up is passed first; `serve` goes on.
 */
export function beforeServing(server: Server, pass: (socket: Socket, serve: () => void) => void): void {
  const serving = server.listeners('connection') as ((this: Server, socket: Socket) => void)[];
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    pass(socket, () => {
      for (const listener of serving) listener.call(server, socket);
    });
  });
}
