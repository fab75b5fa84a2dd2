import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { HostileCase } from './hostile-case.js';
import type { SendStep } from './expand-markers.js';
import { StrictReader, type Message, type Objection } from './strict-reader.js';

export interface RecordedRequest {
  /** The letter behind the tag in the target; empty when there is none. */
  readonly role: string;
  readonly message: Message;
}

/** What a backend of a case says to the request of role `m`, when it does not respond plainly. */
export interface HostileResponse extends Pick<HostileCase, 'then' | 'respondOn'> {
  readonly steps: readonly SendStep[];
}

export interface RecordingUpstream {
  readonly port: number;
  /** Requests whose head has arrived, in order. */
  readonly requests: readonly RecordedRequest[];
  readonly objections: readonly Objection[];
  openConnections(): number;
  close(): Promise<void>;
}

/**
 * A backend on a bare socket: it records what arrives, reads it strictly and responds 200 with the tag and
 * role that the target names, after `sleep` milliseconds when the query says so.
 */
export async function startRecordingUpstream(
  tag: string,
  hostile: HostileResponse | null,
): Promise<RecordingUpstream> {
  const requests: RecordedRequest[] = [];
  const objections: Objection[] = [];
  const sockets = new Set<Socket>();

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A gateway that resets a connection is its good right.
    socket.on('error', () => socket.destroy());
    const respondIf = (now: HostileCase['respondOn'], message: Message): void => {
      const role = roleOf(tag, message);
      const isHostile = hostile !== null && role === 'm';
      if ((isHostile ? hostile.respondOn : 'message') !== now) return;
      if (isHostile) void write(socket, hostile.steps).then(() => finish(socket, hostile.then));
      else respondPlainly(socket, message, `t=${tag}-${role}`);
    };
    const reader = new StrictReader({
      reads: 'requests',
      onHead: (message) => {
        requests.push({ role: roleOf(tag, message), message });
        respondIf('head', message);
      },
      onMessage: (message) => respondIf('message', message),
    });
    socket.on('data', (bytes: Buffer) => {
      if (reader.objection) return;
      reader.push(bytes);
      if (reader.objection) objections.push(reader.objection);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    objections,
    openConnections: () => sockets.size,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function roleOf(tag: string, { startLine }: Message): string {
  const at = startLine.indexOf(`${tag}-`);
  return at < 0 ? '' : startLine.charAt(at + tag.length + 1);
}

function respondPlainly(socket: Socket, { startLine }: Message, body: string): void {
  const text = startLine.startsWith('HEAD ') ? '' : body;
  const head = `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n`;
  const sleepMs = Number(/[?&]sleep=(\d+)/.exec(startLine)?.[1] ?? 0);
  setTimeout(() => socket.writable && socket.write(head + text), sleepMs);
}

async function write(socket: Socket, steps: readonly SendStep[]): Promise<void> {
  for (const step of steps) {
    if (!socket.writable) return;
    if ('bytes' in step) socket.write(step.bytes);
    else await pause(socket, step.pauseMs);
  }
}

/** Not longer than the connection lasts. */
function pause(socket: Socket, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      socket.off('close', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    socket.on('close', end);
  });
}

function finish(socket: Socket, then: HostileCase['then']): void {
  if (then === 'close') socket.end();
  // What was written is on its way before the reset, which would throw it away.
  else if (then === 'reset') setTimeout(() => socket.resetAndDestroy(), 50);
}
