import { Inject, Injectable } from '@nestjs/common';
import { badRequest, fail, ok, type Result } from '#libs/api-definition';
import { tooManyRequests } from '#libs/aws-wire';
import { gateways, testInvocations, type Database, type UnitOfWork } from '#libs/persistence';
import { testInvocationMs, type GatewayTask, type GatewayTaskResult } from '#libs/snapshot-format';
import type { Logger } from '#libs/telemetry';
import { Signals } from '../distribution/signals.js';
import { orThrow } from '../http/domain-exception.js';
import { WireException } from '../http/wire-exception.js';
import { DATABASE, LOGGER } from '../tokens.js';

/** How long a gateway may take to take one, milliseconds; one that is idle takes it at once. */
const claimMs = 10_000;
/** How long it may take from then on: the gateway ends it itself before that. */
const runMs = testInvocationMs + 3_000;
/**
 * A gateway that is disconnected for so long is gone; a shorter time may be the change from one connection to
 * the next.
 */
const goneMs = 1_000;
/** Waiting calls, each with a body and a result in memory. */
const waitingMax = 64;

/** The outcome of a test, or of a question: the gateway's result, or that the gateway is gone with it. */
export type TestOutcome =
  | { readonly kind: 'ended'; readonly result: Exclude<GatewayTaskResult, { kind: 'refused' }> }
  /** Whether what it tests was called, nobody knows, so nobody calls it again. */
  | { readonly kind: 'lost'; readonly id: string; readonly reason: string };

/**
 * Has a gateway run a test and waits for its result. The control plane itself calls nobody's backend. Any
 * connected gateway takes it, once; through any control plane, since the exchange is in Postgres.
 */
@Injectable()
export class TestInvoker {
  private waiting = 0;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly signals: Signals,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /**
   * @throws DomainException what `prepare` refuses; a bad request when no gateway takes the test: nothing has
   * been run then, and trying again without more makes no sense.
   */
  async run(prepare: (uow: UnitOfWork) => Promise<Result<GatewayTask>>): Promise<TestOutcome> {
    if (this.waiting >= waitingMax) {
      throw new WireException(tooManyRequests('Too many test invocations are running; try again later.', 1));
    }
    this.waiting += 1;
    try {
      const test = orThrow(await this.database.readConsistently(prepare));
      const { id } = test;
      await this.database.write(async (uow) => orThrow(await store(uow, test)));
      try {
        return orThrow(await this.outcomeOf(id));
      } finally {
        this.database
          .write((uow) => testInvocations.remove(uow, id))
          // The next test clears up behind this one.
          .catch((error: unknown) => this.log.debug('a test invocation was left behind', { id, error }));
      }
    } finally {
      this.waiting -= 1;
    }
  }

  private async outcomeOf(id: string): Promise<Result<TestOutcome>> {
    const lost = (reason: string) => ok<TestOutcome>({ kind: 'lost', id, reason });
    let giveUpAt = performance.now() + claimMs;
    let taken = false;
    let goneAt: number | null = null;
    for (;;) {
      const heard = this.listen();
      const state = await this.database.read((uow) => testInvocations.look(uow, id));
      if (!state) return lost('it was cleared away');
      const { claimedBy, result, gatewayConnected, abandoned } = state;
      if (result) return ended(result);
      if (abandoned) return lost(`gateway ${claimedBy} was started anew while it ran it`);
      const now = performance.now();
      if (claimedBy !== null && !taken) {
        taken = true;
        giveUpAt = now + runMs;
      }
      goneAt = claimedBy === null || gatewayConnected ? null : (goneAt ?? now);
      if (goneAt !== null && now - goneAt >= goneMs) {
        return lost(`gateway ${claimedBy} has gone while it ran it`);
      }
      const waitUntil = goneAt === null ? giveUpAt : Math.min(giveUpAt, goneAt + goneMs);
      if ((await heard(waitUntil - now)) || waitUntil < giveUpAt) continue;
      if (claimedBy !== null) return lost(`gateway ${claimedBy} did not say in time what came of it`);
      // A gateway may have taken it just now.
      if (await this.database.write((uow) => testInvocations.withdraw(uow, id))) return fail(noGateway);
    }
  }

  /** From now on: whether tests or gateways have changed within a number of milliseconds. */
  private listen(): (waitMs: number) => Promise<boolean> {
    const { tests, gateways: connections } = this.signals;
    const versions = [tests.version, connections.version] as const;
    return async (waitMs) => {
      const told = new AbortController();
      await Promise.race([
        tests.waitBeyond(versions[0], waitMs, told.signal),
        connections.waitBeyond(versions[1], waitMs, told.signal),
      ]);
      told.abort();
      return tests.version !== versions[0] || connections.version !== versions[1];
    };
  }
}

const noGateway = badRequest(
  'No gateway is connected that could run the test. Start a gateway, or see GET /_tollgate/ready of those that run, and try again.',
);

async function store(uow: UnitOfWork, test: GatewayTask): Promise<Result<void>> {
  if ((await gateways.lowestApplied(uow)) === null) return fail(noGateway);
  await testInvocations.removeOlder(uow, claimMs + runMs + 10_000);
  await testInvocations.insert(uow, test);
  return ok(undefined);
}

function ended(result: GatewayTaskResult): Result<TestOutcome> {
  return result.kind === 'refused'
    ? fail(badRequest(`The gateway cannot run the test: ${result.reason}`))
    : ok({ kind: 'ended', result });
}
