import type {
  ExchangeResponse,
  ExchangeRefusal,
  ExchangeRequest,
  HelloResponse,
  HelloRequest,
} from '#libs/metering';
import {
  meteringSenders,
  quotas,
  usage,
  usageOrigins,
  type Database,
  type LateUsage,
  type MeteringSender,
  type PlanQuota,
  type UnitOfWork,
} from '#libs/persistence';
import { periodEndOfDay, utcDay } from '#libs/rate-limits';
import { loadLedger, plansNamed } from './load-ledger.js';
import { judgeExchange, senderAfterExchange, senderAfterHello } from './sender-rules.js';
import {
  remainingNow,
  applyExchangeToLedger,
  type MeteringLedger,
  type LedgerChanges,
} from './apply-exchange-to-ledger.js';

/** A sender counts as active for so long after its last exchange; idle gateways post every three seconds. */
const activeSeconds = 10;

export type ExchangeOutcome =
  | { readonly ok: true; readonly response: ExchangeResponse }
  | { readonly ok: false; readonly refusal: ExchangeRefusal };

/**
 * Applies one exchange in one transaction, by the four rules of `#libs/metering`. A repeated post gets the
 * first one's response and changes nothing.
 *
 * @throws DatabaseUnavailableError while Postgres is away; the gateway posts again.
 */
export function applyExchange(
  database: Database,
  request: ExchangeRequest,
  nowMs: number,
): Promise<ExchangeOutcome> {
  return database.write(async (uow) => {
    // Sent together; Postgres does the one after the other.
    const [sender, plans] = await Promise.all([
      meteringSenders.lock(uow, request.gatewayId, request.exchange),
      quotas.holdPlans(uow, plansNamed(request)),
    ]);
    const verdict = judgeExchange(sender, request);
    switch (verdict.kind) {
      case 'apply':
        return { ok: true, response: await apply(uow, verdict.sender, plans, request, nowMs) };
      case 'repeat':
        return { ok: true, response: verdict.response };
      case 'refuse':
        return { ok: false, refusal: { reason: verdict.reason } };
    }
  });
}

/**
 * Starts a new life of a gateway process: whoever posted in its name before is refused from now on. Says up
 * to where its journal has been counted. Repeating it changes nothing.
 */
export function applyHello(database: Database, request: HelloRequest): Promise<HelloResponse> {
  return database.write(async (uow) => {
    const sender = await meteringSenders.lock(uow, request.gatewayId);
    const greeted = senderAfterHello(sender, request);
    if (greeted !== sender) await meteringSenders.save(uow, greeted);
    return { watermark: greeted.watermark };
  });
}

async function apply(
  uow: UnitOfWork,
  sender: MeteringSender,
  plans: ReadonlyMap<string, PlanQuota>,
  request: ExchangeRequest,
  nowMs: number,
): Promise<ExchangeResponse> {
  // Among how many the permits are shared matters only to those who ask for some.
  const asks = request.leases.some(({ wanted }) => wanted > 0);
  const [ledger, activeGateways] = await Promise.all([
    loadLedger(uow, request, { plans, senderNumber: sender.number, nowMs }),
    asks ? meteringSenders.countActive(uow, activeSeconds) : 1,
  ]);
  const changes = applyExchangeToLedger(ledger, request, { nowMs, activeGateways });
  const { exchange, toSequence } = request;
  const response = { exchange, watermark: toSequence, grants: changes.grants };
  await Promise.all([
    quotas.save(uow, ledger.states.values(), sender.number),
    usage.add(uow, changes.usage),
    usageOrigins.add(uow, request.gatewayId, changes.usage),
    usage.spreadRemaining(uow, lateUsage(ledger, changes, nowMs)),
    meteringSenders.save(uow, senderAfterExchange(sender, request, response)),
  ]);
  return response;
}

/** Days that have passed, each once: what remains on those after them has changed as well. */
function lateUsage(ledger: MeteringLedger, changes: LedgerChanges, nowMs: number): LateUsage[] {
  const today = utcDay(nowMs);
  const late = new Map<string, LateUsage>();
  for (const use of changes.usage) {
    if (use.day >= today) continue;
    const quota = ledger.plans.get(use.usagePlanId)?.quota;
    const remaining = remainingNow(ledger, use);
    if (!quota || remaining === null) continue;
    const { usagePlanId, keyId, day } = use;
    const periodEnd = periodEndOfDay(quota, day);
    late.set(`${usagePlanId}/${keyId}/${day}`, {
      usagePlanId,
      keyId,
      day,
      periodEnd,
      remainingNow: remaining,
    });
  }
  return [...late.values()];
}
