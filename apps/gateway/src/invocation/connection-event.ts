import type { ContextRecord } from '#libs/mapping-templates';
import type { CallerName } from './denied-identities.js';

/**
 * What an invocation of a WebSocket API was made for: a connection that wants to open, something that came
 * over it, or its end (guide page "Working with routes for WebSocket APIs").
 */
export interface ConnectionEvent {
  readonly type: 'CONNECT' | 'MESSAGE' | 'DISCONNECT';
  readonly connection: ConnectionFacts;
  /** Of a message; null else. */
  readonly messageId: string | null;
  /** Of an end: the close code, and what stands for it in `$context.disconnectReason`; null else. */
  readonly disconnectStatusCode: number | null;
  readonly disconnectReason: string | null;
  /** To be called once an integration has been called: the next message of the connection may follow. */
  readonly handedOver?: () => void;
}

/** What is known of a WebSocket connection from its handshake to its end. */
export interface ConnectionFacts {
  readonly connectionId: string;
  readonly apiId: string;
  readonly stageName: string;
  /** Since 1970: when the handshake came. */
  readonly connectedAtMs: number;
  /** The host of the handshake, without a port. */
  readonly domainName: string;
  readonly sourceIp: string;
  /** Null when the client named none. */
  readonly userAgent: string | null;
  /**
   * Since 1970: when the token or the signature that the caller has shown ends; null when it has shown none
   * that ends. The step `authorize` of CONNECT writes it for callers who sign, `foundAtConnect` for others.
   */
  tokenExpiresAtMs: number | null;
  /** What the steps of CONNECT have found out; null before they are through. */
  found: FoundAtConnect | null;
}

/** Who opened a connection: see `foundAtConnect`. Later events are authorized by nothing else. */
export interface FoundAtConnect {
  /** `$context.authorizer`; null without an authorizer. */
  readonly authorizer: ContextRecord | null;
  readonly principalId: string | null;
  /** Who has signed the handshake, as `$context.identity` shows it; null without a signature. */
  readonly signer: ContextRecord | null;
  /** Of the API key, and of the plan that admitted it; null without. */
  readonly apiKeyId: string | null;
  readonly usagePlanId: string | null;
  /** SHA-256 of the key's value, hex: messages are metered for it. Null without a key. */
  readonly apiKeyDigest: string | null;
  /** By which it can be denied; null without authorization. */
  readonly names: readonly CallerName[] | null;
}
