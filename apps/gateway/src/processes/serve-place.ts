import type { Socket } from 'node:net';
import type { Labels } from '#libs/metrics';
import type { GatewayState } from '../admin/admin.js';
import type { Listener } from '../listener/listener.js';
import type { ToPrimary, ToWorker, WorkerPlace } from './messages.js';

/** Which place this process has behind a primary; null when it serves alone. */
export function placeOf(argv: readonly string[]): WorkerPlace | null {
  return argv[2]?.startsWith('{') ? (JSON.parse(argv[2]) as WorkerPlace) : null;
}

/** The gateway of this process. */
export interface Serving extends Pick<Listener, 'adopt'> {
  state(): GatewayState;
  readMetrics(labels: Labels): Promise<string>;
}

/**
 * Takes connections from the primary, and tells it how this process is. `retire` is called when it is to end.
 */
export function servePlace(gateway: Serving, place: number, retire: () => void): void {
  const tell = (message: ToPrimary): void => void process.send?.(message);
  process.on('message', (message: ToWorker, socket?: Socket) => {
    if ('retire' in message) retire();
    else if ('tellState' in message) tell({ state: message.tellState, is: gateway.state() });
    else if ('tellMetrics' in message) {
      const { tellMetrics: metrics } = message;
      void gateway.readMetrics({ process: place }).then((are) => tell({ metrics, are }));
    } else {
      // Said before anything is read of it; the caller may be gone already, and then there is no socket.
      tell({ taken: message.id });
      if (socket) gateway.adopt(message.connection, socket);
    }
  });
}
