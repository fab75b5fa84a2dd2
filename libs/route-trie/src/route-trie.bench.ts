// How the cost of a match grows with the table: 10 routes against 10,000, the same mix of requests against
// both. Prints one line of JSON: nanoseconds per match (median of rounds that alternate between the tables)
// and their ratio.
import { buildRouteTrie, matchRoute, type RouteTrie } from './index.js';

const ROUNDS = 21;
const MATCHES_PER_ROUND = 50_000;

const small = measured(10);
const large = measured(10_000);
for (let round = 0; round < ROUNDS; round++)
  for (const table of [small, large]) table.nanoseconds.push(time(table));

const [at10, at10000] = [median(small.nanoseconds), median(large.nanoseconds)];
process.stdout.write(
  `${JSON.stringify({ at10: Math.round(at10), at10000: Math.round(at10000), ratio: +(at10000 / at10).toFixed(2) })}\n`,
);

interface Table {
  readonly trie: RouteTrie<number>;
  readonly requests: readonly string[];
  readonly nanoseconds: number[];
}

/**
 * A tenth of the resources each in its own collection: `/c7`, `/c7/{id}`, `/c7/{id}/p0` ... and one greedy
 * route.
 */
function measured(routes: number): Table {
  const paths = ['/{proxy+}'];
  for (let index = 0; paths.length < routes; index++) {
    const collection = `/c${Math.floor(index / 10)}`;
    paths.push([collection, `${collection}/{id}`][index % 10] ?? `${collection}/{id}/p${index % 10}`);
  }
  const trie = buildRouteTrie(paths.map((path, value) => ({ path, methods: ['GET'], value })));
  // Ten requests each, so that both tables are measured with equally warm memory for what a request touches.
  const step = Math.max(1, Math.floor(paths.length / 10));
  const requests = Array.from({ length: 10 }, (_, index) =>
    paths[Math.min(index * step, paths.length - 1)]!.replace('{id}', '4711').replace('{proxy+}', 'x/y'),
  );
  return { trie, requests, nanoseconds: [] };
}

function time({ trie, requests }: Table): number {
  const start = process.hrtime.bigint();
  for (let index = 0; index < MATCHES_PER_ROUND; index++) {
    if (matchRoute(trie, 'GET', requests[index % requests.length]!) === null) throw new Error('no match');
  }
  return Number(process.hrtime.bigint() - start) / MATCHES_PER_ROUND;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
