import type { RefusedDocument } from '#libs/snapshot-format';
import type { SpanCounts } from '#libs/traces';

export interface AdminResponse {
  readonly status: number;
  readonly body: unknown;
}

/** What an operator may ask of a gateway. */
export interface GatewayState {
  /** The process's id in the system. */
  readonly pid: number;
  readonly gatewayId: string;
  readonly appliedSeq: number;
  readonly connected: boolean;
  /** It has documents to serve from: the first sync is done, or last good ones were on disk. */
  readonly ready: boolean;
  readonly draining: boolean;
  /** Why no traffic should be sent although it could be served; null when it should. */
  readonly unfit: 'fenced' | 'faulty' | null;
  readonly stages: readonly {
    readonly name: string;
    readonly deploymentId: string;
    readonly snapshot: string;
  }[];
  /** The first of the refused documents, as reported to the control plane. */
  readonly refused: readonly RefusedDocument[];
  readonly refusedCount: number;
  readonly usage: Readonly<Record<string, unknown>>;
  /** What of logs waits for others than the control plane, and what was lost on the way to them. */
  readonly logs: Readonly<Record<string, unknown>>;
  /** What waits to be reported of logs and metrics, and what was lost. */
  readonly observations: Readonly<Record<string, unknown>>;
  /** What has become of spans; null when none are exported. */
  readonly spans: SpanCounts | null;
}

/** Answers what lies under `/_tollgate/`; null when there is nothing of that name. */
export type Admin = (path: string) => AdminResponse | null;

/**
 * For load balancers, on the ports of traffic too: `/_tollgate/health` (the process lives) and
 * `/_tollgate/ready` (send it traffic).
 */
export function createProbes(readState: () => Pick<GatewayState, 'ready' | 'draining' | 'unfit'>): Admin {
  return (path) => {
    switch (path) {
      case '/_tollgate/health':
        return { status: 200, body: { status: 'ok' } };
      case '/_tollgate/ready': {
        const { ready, draining, unfit } = readState();
        const status = unfit ?? (draining ? 'draining' : ready ? 'ready' : 'starting');
        return { status: status === 'ready' ? 200 : 503, body: { status } };
      }
      default:
        return null;
    }
  };
}

/**
 * For operators, on a listener of their own: the probes, and `/_tollgate/status` (what serves, what is
 * refused and why).
 */
export function createAdmin(readState: () => GatewayState): Admin {
  const probes = createProbes(readState);
  return (path) => (path === '/_tollgate/status' ? { status: 200, body: readState() } : probes(path));
}
