import {
  RawWebSocket,
  opcodes,
  type Ending,
  type Frame,
  type HandshakeOptions,
  type RawTarget,
} from '#libs/testing';
import { setImmediate as turn } from 'node:timers/promises';
import type { ProtocolCase } from './protocol-case.js';

/** What a client has seen of a case. */
export interface CaseOutcome {
  /** Whole messages, sorted. */
  readonly texts: readonly string[];
  readonly pongs: readonly string[];
  /** Of the server's close frame: its code, `none` where it has none, null where no such frame came. */
  readonly close: number | 'none' | null;
  /** What no server may send, in words. */
  readonly faults: readonly string[];
}

/** A ping behind all that is sent: its pong says that the server has read everything. */
const sentinel = 'read everything';

/** Opens a connection, sends what the case says, and closes it as a client should. */
export async function runCase(
  target: RawTarget,
  handshake: HandshakeOptions,
  one: ProtocolCase,
): Promise<CaseOutcome> {
  const socket = await RawWebSocket.open(target, handshake);
  try {
    for (const piece of one.send) {
      socket.write(piece);
      await turn();
    }
    if (one.close === undefined) socket.send(opcodes.ping, { payload: sentinel });
    return await watch(socket, one);
  } finally {
    socket.socket.destroy();
  }
}

async function watch(socket: RawWebSocket, one: ProtocolCase): Promise<CaseOutcome> {
  const texts: string[] = [];
  const pongs: string[] = [];
  const faults: string[] = [];
  let unfinished: Buffer[] = [];
  let close: CaseOutcome['close'] = null;
  let hasReadAll = false;
  let hasClosed = false;
  for (;;) {
    if (hasReadAll && !hasClosed && texts.length >= (one.echoes?.length ?? 0)) {
      socket.close(1000);
      hasClosed = true;
    }
    const next: Frame | Ending = await socket.next();
    if (typeof next === 'string') return { texts: texts.sort(), pongs, close, faults };
    faults.push(...faultsOf(next));
    if (close !== null) faults.push('a frame behind the close frame');
    if (next.opcode === opcodes.pong) {
      const payload = next.payload.toString('utf8');
      if (payload === sentinel) hasReadAll = true;
      else pongs.push(payload);
    } else if (next.opcode === opcodes.close) {
      close = next.payload.length === 0 ? 'none' : next.payload.readUInt16BE(0);
      // As a good client does: the frame is answered once, then the server may go.
      if (!hasClosed && one.close !== close) faults.push(next.payload.toString('utf8', 2));
      if (!hasClosed) socket.close(1000);
      hasClosed = true;
    } else if (next.opcode !== opcodes.ping) {
      unfinished.push(next.payload);
      if (next.fin) {
        texts.push(Buffer.concat(unfinished).toString('utf8'));
        unfinished = [];
      }
    }
  }
}

/** A frame of 32 KB is the longest that AWS sends. */
const frameBytesMax = 32_768;

function faultsOf({ masked, reserved, opcode, fin, payload }: Frame): string[] {
  return [
    ...(masked ? ['a frame of the server has a mask'] : []),
    ...(reserved !== 0 ? [`a frame of the server has the reserved bits ${reserved}`] : []),
    ...(opcode >= 8 && (!fin || payload.length > 125) ? ['a control frame that none may send'] : []),
    ...(payload.length > frameBytesMax ? [`a frame of ${payload.length} bytes`] : []),
  ];
}

/** What is wrong with an outcome, for `toEqual([])`. */
export function wrongIn(one: ProtocolCase, outcome: CaseOutcome): readonly string[] {
  const due = [...(one.echoes ?? [])].sort();
  const left = outcome.texts.filter((text) => !due.includes(text));
  const missing = due.filter((text) => !outcome.texts.includes(text));
  const wanted = one.close ?? 1000;
  return [
    ...outcome.faults,
    ...left.filter((text) => !one.mayEcho?.includes(text)).map((text) => `came: ${short(text)}`),
    ...missing.map((text) => `did not come: ${short(text)}`),
    ...(outcome.texts.length > due.length + (one.mayEcho?.length ?? 0) ? ['a message came twice'] : []),
    ...(outcome.pongs.join('|') === (one.pongs ?? []).join('|') ? [] : [`pongs: ${outcome.pongs.join('|')}`]),
    ...(outcome.close === wanted ? [] : [`closed with ${outcome.close}, not ${wanted}`]),
  ];
}

const short = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);
