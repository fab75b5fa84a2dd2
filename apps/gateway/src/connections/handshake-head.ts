import { joinedHeader } from '../http/raw-headers.js';
import type { HeadReason } from '../refusals/head-reasons.js';

/** A request as the parser has it, before anybody has looked at what it is for. */
export interface AskingMessage {
  readonly method?: string | undefined;
  readonly httpVersionMajor: number;
  readonly httpVersionMinor: number;
  readonly rawHeaders: readonly string[];
}

/** What the head of a handshake asks for beside the upgrade itself. */
export interface HandshakeHead {
  /** As offered, in order; empty when there is none. */
  readonly subprotocols: readonly string[];
}

const key = /^[+/0-9A-Za-z]{22}==$/;
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/**
 * Whether a request that asks for another protocol asks for this one and no other (RFC 6455, section 4.2.1):
 * a GET without a body. The rest are requests like any.
 */
export function asksForWebSocket(message: AskingMessage): boolean {
  if (message.method !== 'GET' || message.httpVersionMajor !== 1 || message.httpVersionMinor < 1)
    return false;
  const { rawHeaders } = message;
  if (joinedHeader(rawHeaders, 'upgrade')?.toLowerCase() !== 'websocket') return false;
  if (joinedHeader(rawHeaders, 'transfer-encoding') !== null) return false;
  return Number(joinedHeader(rawHeaders, 'content-length') ?? 0) === 0;
}

/** Checks what `Sec-WebSocket-...` say; or why the handshake is refused. */
export function readHandshake(rawHeaders: readonly string[]): HandshakeHead | HeadReason {
  // Written twice they are joined, and right no more.
  if (joinedHeader(rawHeaders, 'sec-websocket-version') !== '13') return 'request.websocket_version';
  if (!key.test(joinedHeader(rawHeaders, 'sec-websocket-key') ?? '')) return 'request.websocket_handshake';
  const offered = joinedHeader(rawHeaders, 'sec-websocket-protocol');
  if (offered === null) return { subprotocols: [] };
  const subprotocols = partsOf(offered);
  return subprotocols.every((one) => token.test(one)) && new Set(subprotocols).size === subprotocols.length
    ? { subprotocols }
    : 'request.websocket_handshake';
}

const partsOf = (list: string): string[] => list.split(',').map((part) => part.trim());
