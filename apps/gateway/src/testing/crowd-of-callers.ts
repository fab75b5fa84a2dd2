import type { ServerResponse } from 'node:http';
import type { CachedSystem } from './cached-api.js';
import type { TestResponse } from './test-gateway.js';

export const crowd = 200;
export const all = <T>(count: number, run: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => run(index)));

/** Long enough to come in pieces, and to show where a piece is missing or another's. */
export const bodyOf = (id: string): string => `${id}|`.repeat(2_000) + 'end';

export type Draw = (below: number) => number;

/** Repeatable: the same draws in every run. */
function drawing(seed: number): Draw {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % below;
  };
}

/**
 * Two hundred callers at once, who share sixty responses of a backend that is quick, slow, fails, breaks off
 * or says nothing, as drawn. Throws when one is given another's response, or not all of its own.
 */
export async function letCrowdCall(
  systems: readonly CachedSystem[],
  { expire }: { readonly expire?: (draw: Draw) => void },
): Promise<void> {
  const draw = drawing(7);
  for (const system of systems) {
    system.respondWith = (response, { url }) => ways[draw(ways.length)]!(response, idOf(url!), draw);
  }
  let found = 0;
  let whole = 0;
  await all(crowd, async (caller) => {
    const system = systems[caller % systems.length]!;
    for (let round = 0; round < 8; round++) {
      // Some share a response, so that there is one to be mistaken for another.
      const id = `crowd-${(caller * 7 + round) % 60}`;
      if (draw(20) === 0) expire?.(draw);
      const response: TestResponse | null = await system.call(`/dev/any/${id}`).catch(() => null);
      if (response?.status !== 200) continue;
      if (response.body !== bodyOf(id)) throw new Error(`${id} was given ${response.body.slice(0, 100)}`);
      whole += 1;
      if ('age' in response.headers) found += 1;
    }
  });
  if (whole < crowd || found === 0) throw new Error(`${whole} responses, ${found} of them kept`);
}

const idOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

type Way = (response: ServerResponse, id: string, draw: Draw) => void;

const ways: readonly Way[] = [
  (response, id) => response.writeHead(200).end(bodyOf(id)),
  (response, id, draw) => void setTimeout(() => response.writeHead(200).end(bodyOf(id)), draw(30)),
  function inPieces(response, id, draw) {
    const body = bodyOf(id);
    const half = draw(body.length);
    response.writeHead(200);
    response.write(body.slice(0, half), () => setTimeout(() => response.end(body.slice(half)), draw(20)));
  },
  (response, id) => response.writeHead(503).end(bodyOf(id)),
  function brokenOff(response, id, draw) {
    response.writeHead(200, draw(2) === 0 ? {} : { 'content-length': bodyOf(id).length });
    response.write(bodyOf(id).slice(0, 5_000), () => response.destroy());
  },
  (response) => response.destroy(),
];
