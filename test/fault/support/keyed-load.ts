import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** What became of the requests with one key. */
export interface Tally {
  sent: number;
  /** Responses with any status but 429. */
  passed: number;
  refused: number;
  /** No response: the connection broke. Such a request may have been admitted or not. */
  broken: number;
}

export interface KeyedLoad {
  /** Gateways by port; each client goes to the next one with every request. */
  readonly ports: readonly number[];
  /** Requests go out with each of these keys in turn, to where it opens something. */
  readonly keys: readonly { readonly value: string; readonly path: string }[];
  readonly clients: number;
  readonly requests: number;
  /** Over this time the requests are spread; they take longer when responses do. */
  readonly spreadMs: number;
}

/** Sends the load with plain node:http over kept connections, and counts the responses per key. */
export async function sendKeyedLoad(load: KeyedLoad): Promise<Map<string, Tally>> {
  const tallies = new Map(
    load.keys.map(({ value }) => [value, { sent: 0, passed: 0, refused: 0, broken: 0 }]),
  );
  const startedMs = performance.now();
  let next = 0;
  const client = async (number: number): Promise<void> => {
    const agent = new Agent({ keepAlive: true, maxSockets: load.ports.length });
    for (let turn = number; next < load.requests; turn++) {
      const mine = next++;
      const aheadMs = (mine / load.requests) * load.spreadMs - (performance.now() - startedMs);
      // A timer is no finer than a millisecond: what is due within five goes out at once.
      if (aheadMs > 5) await delay(aheadMs);
      const key = load.keys[mine % load.keys.length]!;
      const tally = tallies.get(key.value)!;
      tally.sent += 1;
      const status = await call(agent, load.ports[turn % load.ports.length]!, key);
      if (status === null) tally.broken += 1;
      else if (status === 429) tally.refused += 1;
      else tally.passed += 1;
      // A gateway that is down refuses connections in no time.
      if (status === null) await delay(10);
    }
    agent.destroy();
  };
  await Promise.all(Array.from({ length: load.clients }, (_, number) => client(number)));
  return tallies;
}

function call(
  agent: Agent,
  port: number,
  { value, path }: KeyedLoad['keys'][number],
): Promise<number | null> {
  return new Promise((resolve) => {
    const headers = { 'x-api-key': value };
    const outgoing = request({ host: '127.0.0.1', port, path, agent, headers }, (response) => {
      response.resume();
      // The response counts when its head is here: by then it is in the journal.
      resolve(response.statusCode ?? null);
    });
    outgoing.on('error', () => resolve(null));
    outgoing.setTimeout(30_000, () => outgoing.destroy());
    outgoing.end();
  });
}
