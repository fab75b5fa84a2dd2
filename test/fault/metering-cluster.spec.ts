import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetUsageCommand } from '@aws-sdk/client-api-gateway';
import { quotaPeriodEndMs, utcDay } from '#libs/rate-limits';
import { waitFor } from '#libs/testing';
import { createMeteredPlan, type MeteredPlan } from '../../apps/control-plane/src/testing/metered-plan.js';
import {
  startControlPlane,
  type TestControlPlane,
} from '../../apps/control-plane/src/testing/start-control-plane.js';
import type { Post } from '../../apps/gateway/src/usage/contact.js';
import { postToControlPlane } from '../../apps/gateway/src/usage/post-to-control-plane.js';
import {
  startMeteringClient,
  type MeteringClient,
  type MeteringClientOptions,
} from './support/metering-client.js';

let plane: TestControlPlane;
let root: string;
const running = new Set<MeteringClient>();
beforeAll(async () => {
  plane = await startControlPlane();
  root = mkdtempSync(join(tmpdir(), 'tollgate-cluster-'));
});
afterEach(async () => {
  await Promise.all([...running].map((client) => client.stop()));
});
afterAll(async () => {
  await plane.close();
  rmSync(root, { recursive: true, force: true });
});

const day = utcDay(Date.now());

const startClient = (name: string, options?: MeteringClientOptions): MeteringClient =>
  startMeteringClient({ plane, root, running }, name, options);

async function usedToday({ usagePlanId, keyId }: MeteredPlan): Promise<number> {
  const response = await plane.client.send(
    new GetUsageCommand({ usagePlanId, keyId, startDate: day, endDate: day }),
  );
  return response.items?.[keyId]?.[0]?.[0] ?? 0;
}

async function passedOf(requests: readonly Promise<boolean>[]): Promise<number> {
  return (await Promise.all(requests)).filter(Boolean).length;
}

test('of 400 requests at once on two gateways exactly the 50 allowed pass, and the report says 50 within 2 s', async () => {
  const plan = await createMeteredPlan(plane, { limit: 50, period: 'DAY' });
  const pair = [startClient('burst-1', { refuse: true }), startClient('burst-2', { refuse: true })];
  const requests = Array.from({ length: 400 }, (_, index) => pair[index % 2]!.request(plan));
  expect(await passedOf(requests)).toBe(50);
  await waitFor(async () => (await usedToday(plan)) === 50, { describe: '50 are reported' });
});

test('permits that one gateway has no use for pass requests on another', async () => {
  const plan = await createMeteredPlan(plane, { limit: 12, period: 'DAY' });
  const [one, other] = [startClient('idle-1', { refuse: true }), startClient('idle-2', { refuse: true })];
  let passed = await passedOf([one.request(plan)]);
  await waitFor(async () => {
    if (await other.request(plan)) passed += 1;
    return passed === 12;
  });
  expect(await passedOf(Array.from({ length: 20 }, (_, i) => (i % 2 ? one : other).request(plan)))).toBe(0);
  await waitFor(async () => (await usedToday(plan)) === 12);
});

test('messages and responses that are lost or come twice change nothing', async () => {
  const plan = await createMeteredPlan(plane, { limit: 200, period: 'DAY' });
  let message = 0;
  const unreliable = (post: Post): Post => {
    return async (path, body) => {
      message += 1;
      if (message % 5 === 1) throw new Error('the message is lost');
      const response = await post(path, body);
      if (message % 5 === 2) throw new Error('the response is lost');
      if (message % 5 === 3) await post(path, body);
      return response;
    };
  };
  const pair = ['lossy-1', 'lossy-2'].map((name) => startClient(name, { network: unreliable, refuse: true }));
  let passed = 0;
  await waitFor(
    async () => {
      const more = await passedOf(Array.from({ length: 20 }, (_, i) => pair[i % 2]!.request(plan)));
      passed += more;
      return passed >= 200;
    },
    { describe: 'all 200 have passed' },
  );
  await waitFor(async () => (await usedToday(plan)) === passed);
  expect(passed).toBe(200);
});

test('a gateway killed between post and response reports at its next start: nothing is lost, nothing twice', async () => {
  const plan = await createMeteredPlan(plane, { limit: 60, period: 'DAY' });
  const survivor = startClient('killed-2', { refuse: true });
  let passed = 0;
  for (let life = 0; life < 4; life++) {
    // The control plane gets the message, the gateway is killed before it hears the response.
    let posts = 0;
    let victim: MeteringClient | null = null;
    const deaf = (post: Post): Post => {
      return async (path, body) => {
        const response = await post(path, body);
        posts += 1;
        if (posts < 4) return response;
        victim?.kill();
        return new Promise(() => undefined);
      };
    };
    victim = startClient('killed-1', { network: deaf, refuse: true });
    const target = victim;
    while (running.has(target)) {
      const asked = [target.request(plan), survivor.request(plan)].map((request) =>
        request.then((ok) => (passed += ok ? 1 : 0)),
      );
      await Promise.race([Promise.all(asked), waitFor(() => !running.has(target))]);
      await new Promise(setImmediate);
    }
  }
  const back = startClient('killed-1', { refuse: true });
  await waitFor(
    async () => {
      // Requests of the last life may still be counted meanwhile.
      const more = await passedOf([back.request(plan), survivor.request(plan)]);
      passed += more;
      return passed >= 60;
    },
    { describe: 'all 60 have passed' },
  );
  expect(await passedOf(Array.from({ length: 20 }, () => back.request(plan)))).toBe(0);
  expect(passed).toBe(60);
  await waitFor(async () => (await usedToday(plan)) === 60, { describe: '60 are reported' });
});

test('with the control plane away requests pass by policy, and are in the report when it is back', async () => {
  const plan = await createMeteredPlan(plane, { limit: 1000, period: 'DAY' });
  let away = true;
  const cut = (post: Post): Post => {
    return (path, body) => (away ? Promise.reject(new Error('unreachable')) : post(path, body));
  };
  const passing = startClient('away-pass', { network: cut, graceMs: 0 });
  const refusing = startClient('away-refuse', { network: cut, refuse: true, graceMs: 0 });
  await waitFor(() => passing.loop.away && refusing.loop.away);
  expect(await passedOf(Array.from({ length: 30 }, () => passing.request(plan)))).toBe(30);
  expect(await passedOf(Array.from({ length: 30 }, () => refusing.request(plan)))).toBe(0);
  expect(await usedToday(plan)).toBe(0);
  away = false;
  await waitFor(async () => (await usedToday(plan)) === 30, { describe: 'the journal is handed in' });
});

test('a control plane that is away for a while, or responds late, lets no more than N pass', async () => {
  const plan = await createMeteredPlan(plane, { limit: 40, period: 'DAY' });
  let network: 'up' | 'down' | 'stalled' = 'up';
  const stalled: (() => void)[] = [];
  const troubled = (post: Post): Post => {
    return async (path, body) => {
      if (network === 'down') throw new Error('unreachable');
      if (network === 'stalled') await new Promise<void>((resolve) => stalled.push(resolve));
      return post(path, body);
    };
  };
  const pair = ['slow-1', 'slow-2'].map((name) => startClient(name, { network: troubled }));
  await waitFor(() => pair.every((client) => client.loop.status()['exchange'] === 1));
  const requests: Promise<boolean>[] = [];
  const burst = () => requests.push(...Array.from({ length: 60 }, (_, i) => pair[i % 2]!.request(plan)));
  network = 'down';
  burst();
  await waitFor(() => pair.every((client) => !client.loop.connected));
  burst();
  network = 'stalled';
  burst();
  await waitFor(() => stalled.length > 0);
  network = 'up';
  stalled.forEach((resume) => resume());
  burst();
  expect(await passedOf(requests)).toBe(40);
  await waitFor(async () => (await usedToday(plan)) === 40, { describe: '40 are reported' });
});

test('the day rolls over under load, with the clock of one gateway an hour ahead: N pass on each of the two days', async () => {
  const plan = await createMeteredPlan(plane, { limit: 40, period: 'DAY' });
  const midnightMs = quotaPeriodEndMs('DAY', Date.now());
  const clock = { nowMs: midnightMs - 1000 };
  const behind = startClient('clock-1', { refuse: true, nowMs: () => clock.nowMs });
  const ahead = startClient('clock-2', { refuse: true, nowMs: () => clock.nowMs + 3_600_000 });
  const passed = new Map<string, number>();
  const call = async (client: MeteringClient, hoursAhead: number) => {
    const today = utcDay(clock.nowMs + hoursAhead * 3_600_000);
    if (await client.request(plan)) passed.set(today, (passed.get(today) ?? 0) + 1);
  };
  // One second of the day is left; each round takes a twentieth of it, and as many come after midnight.
  for (let round = 0; round < 40; round++) {
    await Promise.all(Array.from({ length: 3 }, () => [call(behind, 0), call(ahead, 1)]).flat());
    clock.nowMs += 50;
  }
  const days = [utcDay(midnightMs - 1), utcDay(midnightMs)] as const;
  expect([...passed]).toEqual(expect.arrayContaining(days.map((oneDay) => [oneDay, 40])));
  expect(passed.size).toBe(2);
  const report = async () => {
    const window = { startDate: days[0], endDate: days[1] };
    const response = await plane.client.send(new GetUsageCommand({ ...plan, ...window }));
    return JSON.stringify(response.items?.[plan.keyId]);
  };
  await waitFor(async () => (await report()) === '[[40,0],[40,0]]', { describe: '40 on each day' });
});

test('a second process in the name of a journal fences the first off', async () => {
  const plan = await createMeteredPlan(plane, { limit: 10, period: 'DAY' });
  const first = startClient('fenced');
  expect(await first.request(plan)).toBe(true);
  await waitFor(async () => (await usedToday(plan)) === 1);
  const { sender } = first.loop.status() as { sender: string };
  await postToControlPlane({ controlPlaneUrl: plane.url, token: plane.gatewayToken, gatewayId: 'x' }).post(
    '/_tollgate/metering/hello',
    JSON.stringify({ gatewayId: sender, incarnation: 'another' }),
  );
  // Permits in hand may be spent before it learns; after that nothing passes that a quota counts.
  await waitFor(() => first.loop.status()['fenced'] === true);
  expect(first.leases.status().inHand).toBe(0);
  expect(await usedToday(plan)).toBe(1);
});
