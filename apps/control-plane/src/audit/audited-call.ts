import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { ManagementRequest } from '../http/management-request.js';

/** A call that runs, as far as its event is concerned. */
export interface AuditedCall {
  readonly request: ManagementRequest;
  /** However often it is tried to write the event, it is one. */
  readonly eventId: string;
  readonly atMs: number;
  /** Whether the event is committed. */
  recorded: boolean;
}

const running = new AsyncLocalStorage<AuditedCall>();
const byRequest = new WeakMap<object, AuditedCall>();

/**
 * Runs what a request leads to as one call: a unit of work anywhere below finds it. Not an argument of every
 * operation, since an operation that forgets to hand it on would change something without an event.
 */
export function runAudited(request: ManagementRequest, nowMs: number, run: () => void): void {
  const call = { request, eventId: randomUUID(), atMs: nowMs, recorded: false };
  byRequest.set(request, call);
  running.run(call, run);
}

/** The call within which this runs; undefined outside of one. */
export const currentCall = (): AuditedCall | undefined => running.getStore();

/** The call of a request; undefined for one that was refused before it ran. */
export const callOf = (request: object): AuditedCall | undefined => byRequest.get(request);
