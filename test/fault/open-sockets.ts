import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

const accepted = new Set<Socket>();
const connected = new Set<Socket>();

function follow(open: Set<Socket>): (message: unknown) => void {
  return (message) => {
    const { socket } = message as { socket: Socket };
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  };
}

// Node tells of every socket of this process as it comes to be.
subscribe('net.server.socket', follow(accepted));
subscribe('net.client.socket', follow(connected));

/** Connections that this process has accepted on a port and not closed yet. */
export function openOn(port: number): number {
  return [...accepted].filter(({ localPort }) => localPort === port).length;
}

/** Connections that this process has opened to a port and not closed yet. */
export function openTo(port: number): number {
  return [...connected].filter(({ remotePort }) => remotePort === port).length;
}
