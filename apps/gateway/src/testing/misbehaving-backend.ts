import { flags, frame, frameTypes, headersFrame } from './http2-frames.js';
import { startFrameBackend, type FrameBackend, type FramePeer } from './http2-backends.js';
import type { TestPair } from './tls-backend.js';

/** What a backend does in place of a response. */
export type Misdeed = (peer: FramePeer, stream: number) => void;

export interface MisbehavingBackend extends FrameBackend {
  /** Null: it responds as it should. */
  misdeed: Misdeed | null;
}

/** A whole response. */
export const fine = (stream: number): Buffer[] => [
  headersFrame(stream, [[':status', '200']], flags.endHeaders),
  frame(frameTypes.data, flags.endStream, stream, Buffer.from('fine')),
];

/** The end of a session, with the last stream that was looked at. */
export function goaway(lastStream: number, code: number): Buffer {
  const payload = Buffer.alloc(8);
  payload.writeUInt32BE(Math.max(lastStream, 0), 0);
  payload.writeUInt32BE(code, 4);
  return frame(frameTypes.goaway, 0, 0, payload);
}

/** The end of a stream. */
export const reset = (stream: number, code: number): Buffer =>
  frame(frameTypes.reset, 0, stream, Buffer.from([0, 0, 0, code]));

/** A backend of raw frames that can be told to do wrong. */
export async function startMisbehavingBackend(pair: TestPair): Promise<MisbehavingBackend> {
  const started = await startFrameBackend(pair, ({ type, stream }, peer) => {
    if (type !== frameTypes.headers) return;
    if (backend.misdeed === null) peer.send(...fine(stream));
    else backend.misdeed(peer, stream);
  });
  const backend: MisbehavingBackend = { ...started, misdeed: null };
  return backend;
}
