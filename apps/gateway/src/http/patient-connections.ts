import type { Socket } from 'node:net';

interface Patience {
  readonly idleMs: number;
  readonly untilMs: number;
}

const patience = new WeakMap<Socket, Patience>();

/**
 * Lets a connection stand still for so long, whatever others may, until a time: a response that streams may
 * have pauses of its own.
 */
export function letIdle(socket: Socket, idleMs: number, untilMs: number): void {
  patience.set(socket, { idleMs, untilMs });
}

/** How long a connection may stand still now, milliseconds; `usualMs` for all that nobody has spoken for. */
export function idleMsOf(socket: Socket, usualMs: number, nowMs: number): number {
  const own = patience.get(socket);
  return own !== undefined && nowMs < own.untilMs ? own.idleMs : usualMs;
}
