import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

export interface SteadyLoad {
  /** Gateways by port; each client goes to the next one with every request. */
  readonly ports: readonly number[];
  readonly path: string;
  readonly key: string;
}

/** Requests that go on until they are stopped, while the test changes things. */
export interface SteadyTraffic {
  /** How many responses had this status; `sinceMs`: of those sent from then on (`performance.now()`). */
  count(status: number, sinceMs?: number): number;
  /** How often each status came. */
  statuses(sinceMs?: number): Readonly<Record<number, number>>;
  /** Resolves when the last response is here; rejects when a request got none. */
  stop(): Promise<void>;
}

const clients = 6;
/**
 * Between two requests of one client: some hundreds a second in all leave the machine room for what the test
 * changes.
 */
const pauseMs = 10;

/** Starts the traffic with plain node:http over kept connections. */
export function startTraffic({ ports, path, key }: SteadyLoad): SteadyTraffic {
  const responses: { readonly sentMs: number; readonly status: number }[] = [];
  let stopping = false;
  const client = async (number: number): Promise<void> => {
    const agent = new Agent({ keepAlive: true });
    for (let turn = number; !stopping; turn++) {
      const sentMs = performance.now();
      responses.push({ sentMs, status: await statusOf(agent, ports[turn % ports.length]!, path, key) });
      await delay(pauseMs);
    }
    agent.destroy();
  };
  const running = Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  // Looked at in stop(); until then it is not unhandled.
  running.catch(() => undefined);
  const statuses = (sinceMs = 0): Record<number, number> => {
    const counts: Record<number, number> = {};
    for (const { sentMs, status } of responses) {
      if (sentMs >= sinceMs) counts[status] = (counts[status] ?? 0) + 1;
    }
    return counts;
  };
  return {
    count: (status, sinceMs) => statuses(sinceMs)[status] ?? 0,
    statuses,
    async stop() {
      stopping = true;
      await running;
    },
  };
}

function statusOf(agent: Agent, port: number, path: string, key: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'x-api-key': key };
    const outgoing = request({ host: '127.0.0.1', port, path, agent, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}
