import { badRequest } from '#libs/aws-wire';
import { utcDayStartMs } from '#libs/rate-limits';
import { WireException } from '../../http/wire-exception.js';
import { readJson } from '../read-json.js';
import type { ProposedLimits } from './dry-run-plan.js';

/** A proposed plan and the window that it is tried on. */
export interface PlanProposal {
  readonly limits: ProposedLimits;
  readonly startDate: string;
  readonly endDate: string;
}

const dayMs = 86_400_000;
const daysMax = 92;

/**
 * Reads `{ startDate, endDate, quota: { limit, period }, throttle: { rateLimit, burstLimit } }`, members spelled as in CreateUsagePlan.
 *
 * @throws WireException BadRequestException naming what is wrong.
 */
export function readProposal(body: unknown): PlanProposal {
  const given = record(readJson(body), 'the body');
  const startDate = day(given['startDate'], 'startDate');
  const endDate = day(given['endDate'], 'endDate');
  const days = (utcDayStartMs(endDate) - utcDayStartMs(startDate)) / dayMs + 1;
  if (days < 1 || days > daysMax) refuse(`the window must be of 1 to ${daysMax} days`);
  return {
    startDate,
    endDate,
    limits: { quota: quotaOf(given['quota']), throttle: throttleOf(given['throttle']) },
  };
}

function quotaOf(input: unknown): ProposedLimits['quota'] {
  if (input === undefined) return null;
  const quota = record(input, 'quota');
  const { period } = quota;
  if (period !== 'DAY' && period !== 'WEEK' && period !== 'MONTH')
    return refuse('quota.period must be DAY, WEEK or MONTH');
  return { limit: Math.floor(number(quota['limit'], 'quota.limit')), period };
}

function throttleOf(input: unknown): ProposedLimits['throttle'] {
  if (input === undefined) return null;
  const throttle = record(input, 'throttle');
  return {
    rateLimit: number(throttle['rateLimit'], 'throttle.rateLimit'),
    burstLimit: number(throttle['burstLimit'], 'throttle.burstLimit'),
  };
}

function record(input: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return refuse(`${name} must be an object`);
  return input as Readonly<Record<string, unknown>>;
}

function day(input: unknown, name: string): string {
  if (typeof input !== 'string' || Number.isNaN(utcDayStartMs(input)))
    return refuse(`${name} must be YYYY-MM-DD`);
  return input;
}

function number(input: unknown, name: string): number {
  if (typeof input !== 'number' || !Number.isFinite(input) || input < 0)
    return refuse(`${name} must be a number from 0 on`);
  return input;
}

function refuse(problem: string): never {
  throw new WireException(badRequest(problem));
}
