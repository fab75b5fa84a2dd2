import { setTimeout as delay } from 'node:timers/promises';

/** Something that can be killed and started again. */
export interface Victim {
  readonly name: string;
  kill(): Promise<void>;
  /** Resolves when it serves again. */
  start(): Promise<void>;
}

export interface Killer {
  /** Names in the order in which they were killed. */
  readonly killed: readonly string[];
  /** Ends after the running kill; everything is up then. Rejects when something did not start again. */
  stop(): Promise<void>;
}

/**
 * Kills one of them every so many milliseconds, or whenever `when` resolves, and starts it again at once.
 * Goes through all in a random order before one comes again.
 */
export function killAtRandom(victims: readonly Victim[], when: number | (() => Promise<unknown>)): Killer {
  const killed: string[] = [];
  let stopping = false;
  const end = new AbortController();
  const run = async (): Promise<void> => {
    let order: Victim[] = [];
    while (!stopping) {
      if (typeof when === 'function') await when();
      else await delay(when, undefined, { signal: end.signal }).catch(() => undefined);
      if (stopping) return;
      if (order.length === 0) order = shuffled(victims);
      const victim = order.pop()!;
      killed.push(victim.name);
      await victim.kill();
      await victim.start();
    }
  };
  const running = run();
  // Looked at in stop(); until then it is not unhandled.
  running.catch(() => undefined);
  return {
    killed,
    async stop() {
      stopping = true;
      end.abort();
      await running;
    },
  };
}

function shuffled<T>(items: readonly T[]): T[] {
  const left = [...items];
  return items.map(() => left.splice(Math.floor(Math.random() * left.length), 1)[0]!);
}
