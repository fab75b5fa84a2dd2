import type { ExchangeRequest, HelloRequest, LeaseReport, UsageCount } from './exchange.js';
import { exchangeBounds } from './exchange-bounds.js';

/** A message that is what it claims to be, or the first thing that is wrong with it. */
export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

/** Checks an exchange that came over the network: types, bounds, and that no count is named twice. */
export function parseExchangeRequest(input: unknown): Parsed<ExchangeRequest> {
  return parse(() => {
    const message = record(input, 'exchange');
    const request: ExchangeRequest = {
      gatewayId: id(message.gatewayId, 'gatewayId'),
      incarnation: id(message.incarnation, 'incarnation'),
      exchange: count(message.exchange, 'exchange', 1),
      fromSequence: count(message.fromSequence, 'fromSequence', 0),
      toSequence: count(message.toSequence, 'toSequence', 0),
      releaseAll: flag(message.releaseAll, 'releaseAll'),
      usage: list(message.usage, 'usage', exchangeBounds.usageMax, usageCount),
      leases: list(message.leases, 'leases', exchangeBounds.leasesMax, leaseReport),
    };
    if (request.toSequence < request.fromSequence) throw new Problem('toSequence is before fromSequence');
    if (request.usage.length > 0 && request.toSequence === request.fromSequence) {
      throw new Problem('usage without sequence numbers');
    }
    once(
      request.usage,
      'usage',
      (use) => `${use.usagePlanId}/${use.keyId}/${use.day}/${use.hour}/${use.permitPeriod}`,
    );
    once(request.leases, 'leases', (lease) => `${lease.usagePlanId}/${lease.keyId}/${lease.periodStart}`);
    return request;
  });
}

/** Checks a hello that came over the network. */
export function parseHelloRequest(input: unknown): Parsed<HelloRequest> {
  return parse(() => {
    const message = record(input, 'hello');
    return {
      gatewayId: id(message.gatewayId, 'gatewayId'),
      incarnation: id(message.incarnation, 'incarnation'),
    };
  });
}

/** Carries a problem from the depth of a message to `parse`; never leaves this file. */
class Problem extends Error {}

function parse<T>(read: () => T): Parsed<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof Problem) return { ok: false, problem: error.message };
    throw error;
  }
}

function usageCount(input: unknown): UsageCount {
  const use = record(input, 'usage');
  return {
    usagePlanId: id(use.usagePlanId, 'usagePlanId'),
    keyId: id(use.keyId, 'keyId'),
    day: day(use.day, 'day'),
    hour: hour(use.hour),
    permitPeriod: use.permitPeriod === null ? null : day(use.permitPeriod, 'permitPeriod'),
    count: count(use.count, 'count', 1),
  };
}

function leaseReport(input: unknown): LeaseReport {
  const lease = record(input, 'leases');
  return {
    usagePlanId: id(lease.usagePlanId, 'usagePlanId'),
    keyId: id(lease.keyId, 'keyId'),
    periodStart: day(lease.periodStart, 'periodStart'),
    returned: count(lease.returned, 'returned', 0),
    wanted: count(lease.wanted, 'wanted', 0),
  };
}

function record(input: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new Problem(`${name} is no object`);
  return input as Readonly<Record<string, unknown>>;
}

function list<T>(input: unknown, name: string, max: number, element: (input: unknown) => T): T[] {
  if (!Array.isArray(input)) throw new Problem(`${name} is no list`);
  if (input.length > max) throw new Problem(`${name} has more than ${max} elements`);
  return input.map(element);
}

function id(input: unknown, name: string): string {
  if (typeof input !== 'string' || !/^[\w.:-]+$/.test(input) || input.length > exchangeBounds.idLengthMax) {
    throw new Problem(`${name} is no id`);
  }
  return input;
}

function count(input: unknown, name: string, min: number): number {
  if (typeof input !== 'number' || !Number.isSafeInteger(input) || input < min) {
    throw new Problem(`${name} is no whole number from ${min} on`);
  }
  return input;
}

function hour(input: unknown): number {
  const value = count(input, 'hour', 0);
  if (value > 23) throw new Problem('hour is over 23');
  return value;
}

function flag(input: unknown, name: string): boolean {
  if (typeof input !== 'boolean') throw new Problem(`${name} is neither true nor false`);
  return input;
}

function day(input: unknown, name: string): string {
  if (typeof input !== 'string' || !isDay(input)) throw new Problem(`${name} is no day`);
  return input;
}

/**
 * By arithmetic: an exchange names thousands of days, and a Date for each is what would take the longest of
 * it.
 */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, dayOfMonth] = [+text.slice(0, 4), +text.slice(5, 7), +text.slice(8)];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= last;
}

function once<T>(elements: readonly T[], name: string, key: (element: T) => string): void {
  if (new Set(elements.map(key)).size < elements.length) throw new Problem(`${name} names one count twice`);
}
