import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import type { ConnectionEnd } from './connection-end.js';
import type { OpenConnection } from './open-connection.js';

const stepMs = 50;
/** So many at most before others have a turn of the event loop. */
const atOnceMax = 250;

/**
 * Closes connections behind their running messages, spread evenly over a time: clients that lose theirs in
 * one moment come again in one moment.
 */
export async function closeInTime(
  connections: readonly OpenConnection[],
  end: ConnectionEnd,
  overMs: number,
): Promise<void> {
  const steps = Math.floor(overMs / stepMs);
  const each = steps === 0 ? atOnceMax : Math.max(1, Math.ceil(connections.length / steps));
  for (let from = 0; from < connections.length; from += each) {
    const to = Math.min(from + each, connections.length);
    for (let index = from; index < to; index++) {
      connections[index]!.closeBehindMessages(end);
      if ((index - from) % atOnceMax === atOnceMax - 1) await turn();
    }
    if (to < connections.length && steps > 0) await pause(stepMs);
  }
}
