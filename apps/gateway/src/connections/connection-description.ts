import type { ConnectionFacts } from '../invocation/connection-event.js';
import type { OpenConnection } from './open-connection.js';
import type { ConnectionOrigin } from './run-event.js';

/** What the `$disconnect` event of a connection is made of. */
export interface DescribedConnection {
  readonly facts: ConnectionFacts;
  readonly origin: ConnectionOrigin;
}

/**
 * As text, so that another gateway can deliver it. It may hold what authorizers say: it is for nobody else.
 */
export function describeConnection({ facts, origin }: Pick<OpenConnection, 'facts' | 'origin'>): string {
  // What the caller has proven is not plain data, and asked for no more.
  return JSON.stringify({ facts, origin: { ...origin, caller: { ...origin.caller, proof: null } } });
}

export const readDescription = (text: string): DescribedConnection => JSON.parse(text) as DescribedConnection;
