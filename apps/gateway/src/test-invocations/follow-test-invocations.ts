import { setTimeout as delay } from 'node:timers/promises';
import type {
  ConnectionsQuestion,
  GatewayTask,
  GatewayTaskResult,
  OpenConnectionState,
} from '#libs/snapshot-format';
import { resultMessage, runTestInvocation, type TestInvokeServices } from './run-test-invocation.js';
import type { TestInvokeClient } from './test-invoke-client.js';

/** At once: one that waits for its backend must not hold up the next. */
const runningMax = 8;
const firstBackOffMs = 250;
const longestBackOffMs = 5_000;
const tries = 3;

export interface FollowedTests {
  /** Takes no more, and lets those that run end for at most so long. */
  stop(atMostMs: number): Promise<void>;
}

/** What the tasks of a gateway make use of. */
export interface TaskServices extends TestInvokeServices {
  /** Which WebSocket connections are open, here and on all other gateways; null: one does not say. */
  readonly openConnections: (
    page: ConnectionsQuestion['connectionsOf'],
  ) => Promise<readonly OpenConnectionState[] | null>;
}

/**
 * Takes test invocations, and questions that come as they do, from the control plane and runs them until
 * stopped. With the control plane away there is nothing to do.
 */
export function followTestInvocations(client: TestInvokeClient, services: TaskServices): FollowedTests {
  const { log } = services;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let failures = 0;

  async function resultOf(task: GatewayTask): Promise<GatewayTaskResult> {
    if (!('connectionsOf' in task)) return runTestInvocation(services, task);
    return { kind: 'connections', connections: await services.openConnections(task.connectionsOf) };
  }

  async function run(test: GatewayTask): Promise<void> {
    try {
      await report(test.id, resultMessage(await resultOf(test)));
    } catch (error) {
      log.error('a test invocation failed', { testId: test.id, error });
    }
  }

  async function report(id: string, message: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await client.finish(id, message);
      } catch (error) {
        if (attempt === tries) throw error;
        await delay(firstBackOffMs * attempt);
      }
    }
  }

  async function takeOne(): Promise<void> {
    const test = await client.claim(stopping.signal);
    failures = 0;
    if (!test) return;
    const ended = run(test).finally(() => running.delete(ended));
    running.add(ended);
    if (running.size >= runningMax) await Promise.race(running);
  }

  async function follow(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await takeOne();
      } catch (error) {
        if (stopping.signal.aborted) return;
        // Of a control plane that is away the feed says so already; one of an older release has no tests to
        // run.
        if (failures === 0) log.debug('no test invocations can be taken', { error });
        const waitMs = Math.min(longestBackOffMs, firstBackOffMs * 2 ** Math.min(failures++, 10));
        await delay(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  const following = follow();
  return {
    async stop(atMostMs) {
      stopping.abort();
      const ended = new AbortController();
      const late = delay(atMostMs, undefined, { signal: ended.signal }).catch(() => undefined);
      await Promise.race([Promise.all([following, ...running]), late]);
      ended.abort();
    },
  };
}
