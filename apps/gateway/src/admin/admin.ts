import type { IncomingMessage } from 'node:http';
import type { RefusedDocument } from '#libs/snapshot-format';

export interface AdminAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** What an operator may ask of a gateway. */
export interface GatewayState {
  readonly gatewayId: string;
  readonly appliedSeq: number;
  readonly connected: boolean;
  /** It has documents to serve from: the first sync is done, or last good ones were on disk. */
  readonly ready: boolean;
  readonly draining: boolean;
  readonly stages: readonly {
    readonly name: string;
    readonly deploymentId: string;
    readonly snapshot: string;
  }[];
  readonly refused: readonly RefusedDocument[];
  readonly usage: Readonly<Record<string, unknown>>;
}

/**
 * `/_tollgate/health` (the process lives), `/_tollgate/ready` (send it traffic) and, to callers on this machine only,
 * `/_tollgate/status`: what serves, what is refused and why.
 */
export function createAdmin(
  readState: () => GatewayState,
): (path: string, request: IncomingMessage) => AdminAnswer | null {
  return (path, request) => {
    switch (path) {
      case '/_tollgate/health':
        return { status: 200, body: { status: 'ok' } };
      case '/_tollgate/ready': {
        const { ready, draining } = readState();
        if (draining) return { status: 503, body: { status: 'draining' } };
        return ready
          ? { status: 200, body: { status: 'ready' } }
          : { status: 503, body: { status: 'starting' } };
      }
      case '/_tollgate/status':
        return isLoopback(request.socket.remoteAddress) ? { status: 200, body: readState() } : null;
      default:
        return null;
    }
  };
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(?:::ffff:)?127\.|^::1$/.test(address);
}
