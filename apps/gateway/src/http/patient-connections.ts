import type { Socket } from 'node:net';

interface Patience {
  readonly idleMs: number;
  readonly untilMs: number;
}

const patience = new WeakMap<Socket, Patience>();

/**
 * Lets a connection stand still for longer than others, until a time: a response that streams may have long
 * pauses.
 */
export function letIdle(socket: Socket, idleMs: number, untilMs: number): void {
  patience.set(socket, { idleMs, untilMs });
}

/** How long a connection may stand still now, milliseconds; `usualMs` for all that nobody has spoken for. */
export function idleMsOf(socket: Socket, usualMs: number, nowMs: number): number {
  const own = patience.get(socket);
  return own !== undefined && nowMs < own.untilMs ? Math.max(usualMs, own.idleMs) : usualMs;
}
