import { setTimeout as delay } from 'node:timers/promises';
import { messageUnits } from '#libs/metering';
import { RawWebSocket } from '#libs/testing';
import { answerText, nextText, sendMessage } from '../../support/websocket-api.js';

/** What became of uses: of messages as many as they have units, of a handshake one. */
export interface UseTally {
  passed: number;
  refused: number;
  /** The connection broke: such a use may have been admitted or not. */
  broken: number;
}

export interface MessageLoad {
  readonly apiId: string;
  readonly keyValue: string;
  /** Gateways; each client stays at one until its connection breaks, and goes to the next one then. */
  readonly ports: readonly number[];
  readonly clients: number;
  /** Between two messages of a client, milliseconds. */
  readonly pauseMs: number;
  readonly isOver: () => boolean;
}

const messageBytesMax = 131_072;

/** Sends messages of random sizes over connections with one key, each when the one before is answered. */
export async function sendMessages(load: MessageLoad): Promise<UseTally> {
  const tally: UseTally = { passed: 0, refused: 0, broken: 0 };
  const client = async (number: number): Promise<void> => {
    let socket: RawWebSocket | null = null;
    for (let turn = number; !load.isOver();) {
      const port = load.ports[turn % load.ports.length]!;
      if (socket === null) {
        const opened: RawWebSocket | keyof UseTally = await connect(load, port);
        if (typeof opened !== 'string') {
          tally.passed += 1;
          socket = opened;
          continue;
        }
        tally[opened] += 1;
        turn += 1;
        await delay(20);
        continue;
      }
      const bytes = 60 + Math.floor(Math.random() * (messageBytesMax - 60));
      const outcome = await say(socket, bytes);
      tally[outcome] += messageUnits(bytes);
      if (outcome === 'broken') {
        socket.socket.destroy();
        socket = null;
        turn += 1;
      }
      await delay(load.pauseMs);
    }
    socket?.socket.destroy();
  };
  await Promise.all(Array.from({ length: load.clients }, (_, number) => client(number)));
  return tally;
}

/** One handshake, which is one use; the connection where it passed. */
export async function connect(
  { apiId, keyValue }: Pick<MessageLoad, 'apiId' | 'keyValue'>,
  port: number,
): Promise<RawWebSocket | 'refused' | 'broken'> {
  try {
    const socket = await RawWebSocket.connect({ port });
    const host = `${apiId}.execute-api.localhost`;
    const head = await socket.upgrade({ path: '/dev', host, headers: { 'x-api-key': keyValue } });
    if (typeof head !== 'string' && head.status === 101) return socket;
    socket.socket.destroy();
    return typeof head !== 'string' && head.status === 429 ? 'refused' : 'broken';
  } catch {
    return 'broken';
  }
}

async function say(socket: RawWebSocket, bytes: number): Promise<keyof UseTally> {
  try {
    sendMessage(socket, bytes);
    const text = await nextText(socket);
    if (text === answerText) return 'passed';
    const { message } = JSON.parse(text) as { readonly message: string };
    return message === 'Limit Exceeded' || message === 'Too Many Requests' ? 'refused' : 'broken';
  } catch {
    return 'broken';
  }
}
