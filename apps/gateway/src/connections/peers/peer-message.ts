import type {
  AddressedConnection,
  CallOutcome,
  ConnectionPage,
  ConnectionState,
  PageOfStage,
} from '../posts/connection-posts.js';

/** What a gateway asks another for. The data of a post follows behind. */
export type PeerRequest =
  | { readonly type: 'post'; readonly to: AddressedConnection; readonly callId: string | null }
  | { readonly type: 'get' | 'close'; readonly to: AddressedConnection }
  | { readonly type: 'list'; readonly page: PageOfStage };

export type PeerReply = CallOutcome | ConnectionState | ConnectionPage;

/** A request, and the process that waits for the reply; or replies to several. */
export type PeerHead =
  | { readonly id: number; readonly from: string; readonly request: PeerRequest }
  | { readonly replies: readonly (readonly [id: number, reply: PeerReply])[] };

export interface PeerMessage {
  readonly head: PeerHead;
  readonly data: Buffer;
}

const lengthBytes = 4;
const nothing = Buffer.alloc(0);

/** The length of the head, the head as JSON, the data as it is. */
export function encodePeerMessage(head: PeerHead, data: Buffer = nothing): Buffer {
  const text = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, text, data]);
}

/** The data is a part of `bytes`. Throws for what no gateway has encoded. */
export function decodePeerMessage(bytes: Buffer): PeerMessage {
  const dataAt = lengthBytes + bytes.readUInt32BE(0);
  const head = JSON.parse(bytes.toString('utf8', lengthBytes, dataAt)) as PeerHead;
  return { head, data: bytes.subarray(dataAt) };
}
