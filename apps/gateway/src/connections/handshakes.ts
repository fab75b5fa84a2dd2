import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { WebSocketSnapshot } from '#libs/snapshot-format';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import type { CallerRequest } from '../http/caller-request.js';
import { firstHeader } from '../http/raw-headers.js';
import type { ApiAddress } from '../invocation/api-address.js';
import type { ConnectionEvent, ConnectionFacts } from '../invocation/connection-event.js';
import { foundAtConnect } from '../invocation/found-at-connect.js';
import type { Invocation } from '../invocation/invocation.js';
import { domainNameOf } from '../invocation/request-context.js';
import type { HeadReason } from '../refusals/head-reasons.js';
import { connectionEnd } from './connection-end.js';
import { fragmentsMax, type WebSocketLimits } from './websocket-limits.js';
import type { EndedConnection } from './disconnects.js';
import { readHandshake } from './handshake-head.js';
import { originOf, type ConnectionOrigin } from './run-event.js';

/** What Node's parser leaves when a request asks for another protocol. */
export interface Upgrade {
  readonly message: IncomingMessage;
  readonly socket: Socket;
  /** What the client has sent behind its request. */
  readonly head: Buffer;
}

/** A connection whose handshake is over. */
export interface AcceptedConnection {
  readonly facts: ConnectionFacts;
  readonly origin: ConnectionOrigin;
  /** Since 1970: it ends with what it was authorized by; null: it does not. */
  readonly endsByMs: number | null;
  readonly webSocket: WebSocket;
  readonly socket: Socket;
}

export interface HandshakeOptions {
  readonly limits: WebSocketLimits;
  readonly newConnectionId: () => string;
  readonly opened: (connection: AcceptedConnection) => void;
  /** The integration may have let it in, and it is not there any more. */
  readonly lost: (ended: EndedConnection) => void;
  /** One that was pending is not any more; behind the two above. */
  readonly settled: () => void;
}

/** The handshakes that wait for the integration of `$connect`; so many at most. */
export class Handshakes {
  private readonly open = new Set<PendingHandshake>();
  private refusedCount = 0;
  private isDraining = false;
  private readonly plain: WebSocketServer;
  private readonly deflating: WebSocketServer;
  /** Of the handshake that is being answered. */
  private subprotocol: string | null = null;
  private answer: ((by: WebSocketServer) => void) | null = null;

  constructor(private readonly options: HandshakeOptions) {
    const { limits } = options;
    const shared: ServerOptions & { readonly closeTimeout: number } = {
      noServer: true,
      clientTracking: false,
      maxPayload: limits.messageBytesMax,
      maxFragments: fragmentsMax,
      maxBufferedChunks: fragmentsMax,
      closeTimeout: limits.closeMs,
      // Answered here, as long as the client reads them.
      autoPong: false,
      handleProtocols: () => this.subprotocol ?? false,
    };
    this.plain = new WebSocketServer({ ...shared, perMessageDeflate: false });
    // The library keeps zlib's state with each connection that has used it, though no message refers to those
    // before: a small window, since messages are small, halves that.
    const perMessageDeflate = {
      serverNoContextTakeover: true,
      clientNoContextTakeover: true,
      serverMaxWindowBits: 12,
      zlibDeflateOptions: { memLevel: 5, chunkSize: 4096 },
      zlibInflateOptions: { chunkSize: 4096 },
      threshold: 1024,
      concurrencyLimit: 4,
    };
    this.deflating = new WebSocketServer({ ...shared, perMessageDeflate });
    // An offer that cannot be taken, or not be read, is not taken (RFC 7692, section 5.1).
    this.deflating.on('wsClientError', () => this.answer?.(this.plain));
  }

  get pending(): number {
    return this.open.size;
  }

  /** Since the start: too many were pending. */
  get refused(): number {
    return this.refusedCount;
  }

  /** No more are begun. */
  drain(): void {
    this.isDraining = true;
  }

  /** A handshake whose request is for a WebSocket API; or why it is refused before its steps. */
  begin(request: CallerRequest, address: ApiAddress): PendingHandshake | HeadReason {
    const head = readHandshake(request.rawHeaders);
    if (typeof head === 'string') return head;
    if (this.isDraining) return 'gateway.draining';
    if (this.open.size >= this.options.limits.handshakesMax) {
      this.refusedCount += 1;
      return 'gateway.handshakes_full';
    }
    const facts: ConnectionFacts = {
      connectionId: this.options.newConnectionId(),
      apiId: address.apiId,
      stageName: address.stageName,
      connectedAtMs: Date.now(),
      domainName: domainNameOf(request),
      sourceIp: request.caller.ip,
      userAgent: firstHeader(request.rawHeaders, 'user-agent'),
      tokenExpiresAtMs: null,
      found: null,
    };
    const pending = new PendingHandshake(facts, originOf(request, address), head.subprotocols, this);
    this.open.add(pending);
    return pending;
  }

  /** Ends the connections of all that are pending, as if their clients had left. */
  cut(): void {
    for (const { onCut } of this.open) onCut?.();
  }

  /** For its pending ones alone. */
  take(handshake: PendingHandshake): boolean {
    return this.open.delete(handshake);
  }

  /** For its pending ones alone. */
  settled(): void {
    this.options.settled();
  }

  accept(
    handshake: PendingHandshake,
    invocation: Invocation,
    upgrade: Upgrade,
    subprotocol: string | null,
  ): void {
    const { facts, origin } = handshake;
    facts.found = foundAtConnect(invocation);
    this.subprotocol = subprotocol;
    const { message, socket, head } = upgrade;
    let isOpen = false;
    this.answer = (by) => {
      by.handleUpgrade(message, socket, head, (webSocket) => {
        isOpen = true;
        this.options.opened({ facts, origin, endsByMs: expiryOf(invocation), webSocket, socket });
      });
    };
    this.answer(compresses(invocation) ? this.deflating : this.plain);
    this.answer = null;
    if (!isOpen) this.options.lost({ facts, origin, end: connectionEnd(1006) });
  }

  lose({ facts, origin }: PendingHandshake): void {
    this.options.lost({ facts, origin, end: connectionEnd(1006) });
  }
}

/** One of them, from its request to its response; ends in exactly one of its three ways. */
export class PendingHandshake {
  readonly event: ConnectionEvent;
  /** Ends its connection. */
  onCut: (() => void) | null = null;

  constructor(
    readonly facts: ConnectionFacts,
    readonly origin: ConnectionOrigin,
    private readonly offered: readonly string[],
    private readonly handshakes: Handshakes,
  ) {
    this.event = {
      type: 'CONNECT',
      connection: facts,
      messageId: null,
      disconnectStatusCode: null,
      disconnectReason: null,
    };
  }

  /**
   * The response was a good one: the connection opens, with the subprotocol that its headers name if the
   * client has offered that.
   */
  accept(invocation: Invocation, upgrade: Upgrade, headers: readonly string[]): void {
    if (!this.handshakes.take(this)) return;
    const named = firstHeader(headers, 'sec-websocket-protocol');
    const subprotocol = named !== null && this.offered.includes(named) ? named : null;
    this.handshakes.accept(this, invocation, upgrade, subprotocol);
    this.handshakes.settled();
  }

  refuse(): void {
    if (this.handshakes.take(this)) this.handshakes.settled();
  }

  /** Its client has left. Its backend may have let it in, and is to hear that it is gone. */
  abandon(invocation: Invocation): void {
    if (!this.handshakes.take(this)) return;
    const { exchange } = invocation;
    if (exchange !== null && exchange.sentAfterMs >= 0) {
      this.facts.found = foundAtConnect(invocation);
      this.handshakes.lose(this);
    }
    this.handshakes.settled();
  }
}

/** Its API asks for `permessage-deflate`. */
function compresses(invocation: Invocation): boolean {
  return snapshotOf(invocation)?.compressesMessages === true;
}

/** When the connection ends with the token or the signature that opened it; null: its API does not ask. */
function expiryOf(invocation: Invocation): number | null {
  const { connection } = invocation.event!;
  return snapshotOf(invocation)?.closesAtExpiry === true ? connection.tokenExpiresAtMs : null;
}

function snapshotOf({ stage }: Invocation): WebSocketSnapshot | null {
  const document = stage?.release.snapshot.document;
  return document?.protocol === 'WEBSOCKET' ? document : null;
}
