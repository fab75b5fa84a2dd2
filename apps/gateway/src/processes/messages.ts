import type { GatewayState } from '../admin/admin.js';
import type { OperatorPorts } from '../admin/start-operators.js';
import type { ConnectionKind } from '../listener/listener.js';

/** What the primary process tells one that serves. A connection comes with its socket. */
export type ToWorker =
  | { readonly connection: ConnectionKind; readonly id: number }
  | { readonly tellState: number }
  | { readonly tellMetrics: number }
  /** Takes no more connections, lets those that it has end, and ends. */
  | { readonly retire: true };

/** What a process that serves tells the primary; `ready`: it takes connections. */
export type ToPrimary =
  | 'ready'
  /** The socket is in the hands of the process that serves; before that it belongs to the primary. */
  | { readonly taken: number }
  | { readonly state: number; readonly is: GatewayState }
  /** In Prometheus' text format. */
  | { readonly metrics: number; readonly are: string };

/** The argument of a process that serves in one of several places. */
export interface WorkerPlace {
  readonly place: number;
  /** Those of the primary. */
  readonly ports: { readonly http: number; readonly https: number } & OperatorPorts;
}
