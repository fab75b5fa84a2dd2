import { tollgateCall } from './service.js';

/** Permits that a gateway has on lease. */
export interface GatewayLeases {
  readonly gatewayId: string;
  /** How many quotas it holds permits of. */
  readonly quotas: number;
  readonly held: number;
  readonly lastSeenAtMs: number;
}

/** What came in of logs, metrics and so on, and what was lost of it. */
export interface ObservationReport {
  readonly senders: readonly {
    readonly gatewayId: string;
    /** One life of the gateway process. */
    readonly senderId: string;
    readonly kind: string;
    readonly lastSequence: number;
    readonly taken: number;
    /** Blocks that were refused for good, and that the gateway has dropped. */
    readonly refused: number;
    readonly missing: number;
    readonly lastSeenAtMs: number;
  }[];
  readonly logLosses: readonly {
    readonly reason: 'too-new' | 'no-room';
    readonly events: number;
    readonly lastAtMs: number;
  }[];
}

// All of these are for the operator alone.

export const ListLeases = /* @__PURE__ */ tollgateCall<{ readonly gateways: readonly GatewayLeases[] }>()(
  'ListLeases',
  'GET',
  '/leases',
);
/** Of a gateway that will not return. */
export const ReleaseLeases = /* @__PURE__ */ tollgateCall<{ readonly released: number }>()(
  'ReleaseLeases',
  'POST',
  '/leases/{gatewayId}/release',
);
export const ListObservations = /* @__PURE__ */ tollgateCall<ObservationReport>()(
  'ListObservations',
  'GET',
  '/observations',
);
