import { join } from 'node:path';
import { encodeUse } from '#libs/metering';
import { quotaPeriodEndMs, utcDay } from '#libs/rate-limits';
import { silentLogger } from '#libs/telemetry';
import type { MeteredPlan } from '../../../apps/control-plane/src/testing/metered-plan.js';
import type { TestControlPlane } from '../../../apps/control-plane/src/testing/start-control-plane.js';
import type { Post } from '../../../apps/gateway/src/usage/contact.js';
import { ExchangeLoop } from '../../../apps/gateway/src/usage/exchange-loop.js';
import { Journal } from '../../../apps/gateway/src/usage/journal.js';
import { Leases } from '../../../apps/gateway/src/usage/leases.js';
import { postToControlPlane } from '../../../apps/gateway/src/usage/post-to-control-plane.js';

/** What stands behind admission on two or more gateways, in one process, against a real control plane. */
export interface MeteringClient {
  /** One request: true when it passed; resolves when its journal entry is written. */
  request(plan: MeteredPlan): Promise<boolean>;
  readonly leases: Leases;
  readonly loop: ExchangeLoop;
  stop(): Promise<void>;
  /** As SIGKILL leaves it: nothing is handed in; only the folder stays. */
  kill(): void;
}

/** What the clients of a spec share: the control plane, the folder of their journals, who runs. */
export interface MeteringClients {
  readonly plane: TestControlPlane;
  readonly root: string;
  readonly running: Set<MeteringClient>;
}

export interface MeteringClientOptions {
  readonly network?: (post: Post) => Post;
  readonly refuse?: boolean;
  readonly graceMs?: number;
  readonly nowMs?: () => number;
}

export function startMeteringClient(
  { plane, root, running }: MeteringClients,
  name: string,
  options: MeteringClientOptions = {},
): MeteringClient {
  const journal = new Journal({ folder: join(root, name), log: silentLogger });
  const controlPlane = postToControlPlane({
    controlPlaneUrl: plane.url,
    token: plane.gatewayToken,
    gatewayId: name,
  });
  const { nowMs = Date.now } = options;
  let cut = false;
  const network = options.network ?? ((post: Post) => post);
  const reachable = network(controlPlane.post);
  const post: Post = (path, body) => (cut ? new Promise(() => undefined) : reachable(path, body));
  const leases: Leases = new Leases({
    flushSoon: () => loop.flushSoon(),
    away: () => loop.away,
    whenDisconnected: options.refuse ? 'refuse' : 'pass',
    // What is shown here does not depend on how busy the machine is.
    queueWaitMs: 20_000,
    othersWaitMs: 20_000,
    nowMs,
  });
  const loop = new ExchangeLoop({
    gatewayId: `${name}.${journal.senderId}`,
    journal,
    leases,
    post,
    log: silentLogger,
    graceMs: options.graceMs,
  });
  const sweeping = setInterval(() => leases.sweep(), 20);
  loop.start();
  const end = () => {
    clearInterval(sweeping);
    running.delete(client);
    journal.close();
  };
  const client: MeteringClient = {
    leases,
    loop,
    async request({ usagePlanId, keyId }) {
      const day = utcDay(nowMs());
      const name = { usagePlanId, keyId, periodStart: day, periodEndMs: quotaPeriodEndMs('DAY', nowMs()) };
      const spent = await leases.spend(leases.permits(name), nowMs());
      // The dead respond to nobody.
      if (cut) return new Promise(() => undefined);
      if (spent === 'used-up' || spent === 'unavailable') return false;
      const permitPeriod = spent === 'permit' ? day : null;
      const sequence = journal.append(encodeUse({ usagePlanId, keyId, day, hour: 0, permitPeriod }));
      return new Promise((resolve) => journal.whenWritten(sequence, () => resolve(true)));
    },
    async stop() {
      await loop.stop(3000);
      end();
      await controlPlane.close();
    },
    kill() {
      cut = true;
      void loop.stop(0);
      end();
      void controlPlane.close();
    },
  };
  running.add(client);
  return client;
}
