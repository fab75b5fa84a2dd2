import type { ExchangeResponse, ExchangeRequest } from '#libs/metering';
import type { MeteringSender, QuotaState } from '#libs/persistence';
import { judgeExchange, senderAfterExchange, senderAfterHello } from './sender-rules.js';
import { QuotaMap } from './quota-map.js';
import {
  pairName,
  applyExchangeToLedger,
  type MeteringLedger,
  type Mutable,
} from './apply-exchange-to-ledger.js';

/**
 * Walks through every state that two gateways and the control plane can reach: permits drawn, spent and
 * returned in any order, messages delivered late, twice or never, responses lost, gateways killed at any
 * point and started again. The control plane's side is the real code; the gateway's is its rules, written
 * down as small as can be.
 */
const nowMs = Date.UTC(2026, 10, 21);
const name = { usagePlanId: 'plan01', keyId: 'key0000001' };
const quota = { ...name, periodStart: '2026-11-21' };

/** How far the walk goes; without bounds it would not end. */
interface Bounds {
  readonly limit: number;
  readonly exchangesPerLife: number;
  readonly lives: readonly [number, number];
  /** How many permits a request spends at once: 1, of a WebSocket message more. */
  readonly units: readonly number[];
}

interface Gateway {
  readonly life: number;
  /** Said hello, and has the response. */
  readonly greeted: boolean;
  readonly replayed: boolean;
  readonly exchange: number;
  readonly inHand: number;
  /** What is on disk: how many requests have passed, all of them with permits. */
  readonly journal: number;
  readonly watermark: number;
  readonly pending: ExchangeRequest | null;
}

interface World {
  readonly used: number;
  readonly held: readonly [number, number];
  readonly senders: readonly [MeteringSender | null, MeteringSender | null];
  readonly gateways: readonly [Gateway, Gateway];
  /** Messages that are somewhere in the network; they stay there, so that each may arrive again. */
  readonly network: readonly [readonly ExchangeRequest[], readonly ExchangeRequest[]];
}

type Index = 0 | 1;
const idOf = (index: Index) => `gateway-${index}`;
const unborn: Gateway = {
  life: 1,
  greeted: false,
  replayed: false,
  exchange: 0,
  inHand: 0,
  journal: 0,
  watermark: 0,
  pending: null,
};
const start: World = {
  used: 0,
  held: [0, 0],
  senders: [null, null],
  gateways: [unborn, unborn],
  network: [[], []],
};

function withAt<T>(pair: readonly [T, T], index: Index, value: T): readonly [T, T] {
  return index === 0 ? [value, pair[1]] : [pair[0], value];
}

function changed(world: World, index: Index, change: Partial<Gateway>): World {
  return { ...world, gateways: withAt(world.gateways, index, { ...world.gateways[index], ...change }) };
}

/** The control plane takes a message; the gateway hears the response or does not. */
function deliver(world: World, index: Index, request: ExchangeRequest, limit: number, heard: boolean): World {
  const verdict = judgeExchange(world.senders[index] ?? undefined, request);
  if (verdict.kind === 'refuse') return world;
  if (verdict.kind === 'repeat') return heard ? hear(world, index, request, verdict.response) : world;
  const ledger = ledgerOf(world, limit);
  const { grants } = applyExchangeToLedger(ledger, request, { nowMs, activeGateways: 2 });
  const response = { exchange: request.exchange, watermark: request.toSequence, grants };
  const state = ledger.states.get(quota);
  const held = withAt(world.held, index, state?.heldHere ?? 0);
  if (state?.held !== held[0] + held[1]) throw new Error('leases and state disagree');
  const sender = senderAfterExchange(verdict.sender, request, response);
  const applied = { ...world, used: state?.used ?? 0, held, senders: withAt(world.senders, index, sender) };
  return heard ? hear(applied, index, request, response) : applied;

  function ledgerOf({ used, held: [one, other] }: World, allowed: number): MeteringLedger {
    const quotaState: Mutable<QuotaState> = {
      ...quota,
      used,
      held: one + other,
      heldHere: index === 0 ? one : other,
      adjustment: 0,
      stale: false,
    };
    const states = new QuotaMap<Mutable<QuotaState>>();
    states.set(quota, quotaState);
    const plan = { quota: { limit: allowed, offset: 0, period: 'DAY' as const }, periodChangedAt: null };
    return {
      plans: new Map([[name.usagePlanId, plan]]),
      membersSinceMs: new Map([[pairName(name), 0]]),
      states,
      heldBesides: new QuotaMap(),
    };
  }
}

function hear(world: World, index: Index, request: ExchangeRequest, response: ExchangeResponse): World {
  const gateway = world.gateways[index];
  // A response to a message of an earlier life, or to one that was answered before, reaches nobody.
  const isAwaited =
    gateway.pending?.exchange === request.exchange && gateway.pending.incarnation === request.incarnation;
  if (!isAwaited) return world;
  const granted = response.grants[0]?.granted ?? 0;
  return changed(world, index, {
    pending: null,
    replayed: true,
    exchange: response.exchange,
    watermark: response.watermark,
    inHand: gateway.inHand + granted,
  });
}

function post(world: World, index: Index, returned: number, wanted: number): World {
  const gateway = world.gateways[index];
  const count = gateway.journal - gateway.watermark;
  const request: ExchangeRequest = {
    gatewayId: idOf(index),
    incarnation: `life-${gateway.life}`,
    exchange: gateway.exchange + 1,
    fromSequence: gateway.watermark,
    toSequence: gateway.journal,
    releaseAll: !gateway.replayed,
    usage:
      count > 0 ? [{ ...name, day: quota.periodStart, hour: 0, permitPeriod: quota.periodStart, count }] : [],
    leases: [{ ...quota, returned, wanted }],
  };
  const posted = changed(world, index, { pending: request, inHand: gateway.inHand - returned });
  return { ...posted, network: withAt(world.network, index, [...world.network[index], request]) };
}

/**
 * Repeating it changes nothing, so its response may as well always be heard: a process that does not hear it
 * has the same choices as one that has not asked.
 */
function hello(world: World, index: Index): World {
  const request = { gatewayId: idOf(index), incarnation: `life-${world.gateways[index].life}` };
  const sender = senderAfterHello(world.senders[index] ?? undefined, request);
  const greeted = { ...world, senders: withAt(world.senders, index, sender) };
  return changed(greeted, index, { greeted: true, watermark: sender.watermark });
}

function kill(world: World, index: Index): World {
  const { life, journal } = world.gateways[index];
  return changed(world, index, { ...unborn, life: life + 1, journal });
}

/**
 * Drops messages whose arrival will never change anything again: of a life that is fenced off, or of a number
 * that is answered and no longer waited for. Keeps the number of worlds down; that arrival changes nothing is
 * checked here.
 */
function withoutSpentMessages(world: World, limit: number): World {
  const keep = (index: Index) =>
    world.network[index].filter((request) => {
      const sender = world.senders[index];
      if (!sender) return true;
      const fenced = sender.incarnation > request.incarnation;
      const over = sender.incarnation === request.incarnation && sender.lastExchange >= request.exchange;
      const awaited = world.gateways[index].pending?.exchange === request.exchange;
      if (!fenced && (!over || awaited)) return true;
      if (deliver(world, index, request, limit, true) !== world) throw new Error('a spent message was taken');
      return false;
    });
  return { ...world, network: [keep(0), keep(1)] };
}

/** Every world that one event makes of this one. */
function* successors(world: World, { limit, exchangesPerLife, lives, units }: Bounds): Generator<World> {
  for (const index of [0, 1] as const) {
    const gateway = world.gateways[index];
    for (const spent of units) {
      if (gateway.inHand < spent) continue;
      yield changed(world, index, { inHand: gateway.inHand - spent, journal: gateway.journal + spent });
    }
    if (!gateway.greeted) {
      yield hello(world, index);
    } else if (gateway.pending === null && gateway.exchange < exchangesPerLife) {
      yield post(world, index, 0, limit);
      if (gateway.inHand > 0) yield post(world, index, gateway.inHand, 0);
    }
    for (const request of world.network[index]) {
      yield deliver(world, index, request, limit, true);
      yield deliver(world, index, request, limit, false);
    }
    if (gateway.life < lives[index]) yield kill(world, index);
  }
}

/** Both gateways are killed, come back, replay, and stop: what the control plane then says is final. */
function settled(world: World, limit: number): World {
  let last = world;
  for (const index of [0, 1] as const) {
    last = post(hello(kill(last, index), index), index, 0, 0);
    const request = last.gateways[index].pending;
    if (request) last = deliver(last, index, request, limit, true);
  }
  return last;
}

test.each<Bounds>([
  { limit: 1, exchangesPerLife: 3, lives: [2, 2], units: [1] },
  { limit: 2, exchangesPerLife: 2, lives: [2, 2], units: [1] },
  { limit: 3, exchangesPerLife: 3, lives: [2, 1], units: [1, 2] },
])(
  'no more pass than allowed, whatever is lost, late, repeated or killed, and each is counted once: %j',
  (bounds) => {
    const { limit } = bounds;
    const seen = new Set<string>([JSON.stringify(start)]);
    const open = [start];
    let mostPassed = 0;
    for (let world = open.pop(); world !== undefined; world = open.pop()) {
      const passed = world.gateways[0].journal + world.gateways[1].journal;
      mostPassed = Math.max(mostPassed, passed);
      if (passed > limit) throw new Error(`${passed} of ${limit} have passed: ${JSON.stringify(world)}`);
      const { used, held } = settled(world, limit);
      if (used !== passed || held[0] + held[1] !== 0) {
        throw new Error(
          `${passed} have passed, ${used} are counted, ${held.join('+')} are held: ${JSON.stringify(world)}`,
        );
      }
      for (const successor of successors(world, bounds)) {
        const next = withoutSpentMessages(successor, limit);
        const key = JSON.stringify(next);
        if (seen.has(key)) continue;
        seen.add(key);
        open.push(next);
      }
    }
    expect(mostPassed).toBe(limit);
    expect(seen.size).toBeGreaterThan(1000);
  },
);
