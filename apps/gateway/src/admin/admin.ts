import { prometheusMediaType } from '#libs/metrics';
import type { ObservationKind } from '#libs/observations';
import type { RefusedDocument } from '#libs/snapshot-format';
import { metricsPath } from '#libs/telemetry';
import type { SpanCounts } from '#libs/traces';
import type { StageState } from './stage-state.js';

export interface AdminResponse {
  readonly status: number;
  /** JSON, or text of `mediaType`. */
  readonly body: unknown;
  readonly mediaType?: string;
}

/** What has become of lines on their way to a sink. */
export interface DeliveryState {
  readonly waiting: number;
  readonly dropped: number;
}

/** What has become of blocks of one kind on their way to the control plane. */
export interface ShippingState {
  readonly waiting: number;
  readonly dropped: number;
  readonly refused: number;
}

/** What a gateway knows of metering. */
export interface UsageState {
  /** The control plane takes usage. */
  readonly connected: boolean;
  /** Since it last did, in ms; null when it never has. */
  readonly sinceExchangeMs: number | null;
  /** Permits on lease that are not spent. */
  readonly inHand: number;
  /** Requests that wait for permits. */
  readonly queued: number;
  readonly journalBytes: number;
}

/** The connections of callers to a gateway. */
export interface ConnectionsState {
  readonly open: number;
  /** Closed as they came, since the start: too many were open in all, or of their address. */
  readonly refused: { readonly inAll: number; readonly perAddress: number };
}

/** The WebSocket connections of a gateway, which are among those of its callers. */
export interface WebSocketsState {
  readonly open: number;
  /** Of messages that are not whole yet, are handled, or wait for their clients. */
  readonly messageBytes: number;
  /** Handshakes that wait for their integration. */
  readonly pendingHandshakes: number;
  /** Handshakes refused since the start: too many were pending. */
  readonly refusedHandshakes: number;
  /** `$disconnect` events that are not through. */
  readonly pendingDisconnects: number;
  /** Since the start: too many were pending. */
  readonly lostDisconnects: number;
}

/** What a gateway keeps of responses, and what it could not. */
export interface ResponseCacheState {
  readonly bytes: number;
  readonly entries: number;
  /** Responses that gave way to others. */
  readonly evictions: number;
  /** Of the Redis that gateways share; null where there is none. */
  readonly shared: {
    readonly connected: boolean;
    /** Commands that failed or had no reply in time. */
    readonly failed: number;
    /** Responses that were not sent to it: too much waits for it already. */
    readonly dropped: number;
  } | null;
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
  readonly stages: readonly StageState[];
  /** The first of the refused documents, as reported to the control plane. */
  readonly refused: readonly RefusedDocument[];
  readonly refusedCount: number;
  readonly connections: ConnectionsState;
  readonly webSockets: WebSocketsState;
  readonly usage: UsageState & Readonly<Record<string, unknown>>;
  readonly responseCache: ResponseCacheState;
  /**
   * What of logs waits for others than the control plane, and what was lost on the way to them, by sink and
   * destination.
   */
  readonly logs: Readonly<Record<string, DeliveryState | Readonly<Record<string, DeliveryState>>>>;
  /** Requests that should have been explained and were not, since there were too many. */
  readonly explanations: { readonly leftOut: number };
  /** What waits to be reported of logs and metrics, and what was lost. */
  readonly observations: Readonly<Record<ObservationKind, ShippingState>> & Readonly<Record<string, unknown>>;
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
 * For operators, on a listener of their own: the probes, `/_tollgate/status` (what serves, what is refused
 * and why), and `/_tollgate/metrics` in Prometheus' text format.
 */
export function createAdmin(
  readState: () => GatewayState,
  readMetrics: () => Promise<string>,
): (path: string) => AdminResponse | null | Promise<AdminResponse> {
  const probes = createProbes(readState);
  return (path) => {
    if (path === '/_tollgate/status') return { status: 200, body: readState() };
    return path === metricsPath ? readMetrics().then(metricsResponse) : probes(path);
  };
}

/** Prometheus' text, as an operator gets it. */
export function metricsResponse(text: string): AdminResponse {
  return { status: 200, body: text, mediaType: prometheusMediaType };
}
