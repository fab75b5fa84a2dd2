import type { IncomingMessage } from 'node:http';
import type { Operation } from '#libs/aws-wire';

/** Name of the router's constraint; also the member of the router's generated matcher, hence one word. */
export const FIXED_QUERY = 'fixedQuery';

/** `mode=import` for an operation that has this in its URI, else null. */
export function fixedQueryOf(operation: Operation): string | null {
  const [entry] = Object.entries(operation.query);
  return entry ? entry.join('=') : null;
}

/**
 * Tells operations on one path apart by a fixed query value, as ImportRestApi from CreateRestApi by
 * `?mode=import`: a constraint strategy of Fastify's router. Requests without such a value go to the route
 * without constraint.
 */
export const fixedQueryStrategy = {
  name: FIXED_QUERY,
  mustMatchWhenDerived: false,
  storage: () => {
    const stores = new Map<string, never>();
    return {
      get: (key: string) => stores.get(key) ?? null,
      set: (key: string, store: never) => void stores.set(key, store),
      del: (key: string) => void stores.delete(key),
      empty: () => stores.clear(),
    };
  },
  validate: () => undefined,
  deriveConstraint: (request: IncomingMessage): string | undefined => {
    const url = request.url ?? '';
    const start = url.indexOf('?');
    if (start === -1) return undefined;
    const mode = new URLSearchParams(url.slice(start + 1)).get('mode');
    return mode === null ? undefined : `mode=${mode}`;
  },
};
