import type { ExportedFile } from './audit.js';
import { pageMembers, tollgateCall, type PageOf } from './service.js';

/** Use of a plan per key and hour (UTC) of a day. */
export interface HourlyUsage {
  readonly usagePlanId: string;
  readonly day: string;
  readonly items: readonly { readonly keyId: string; readonly hour: number; readonly used: number }[];
  readonly position?: string;
}

/** A plan that might be, and the days (UTC, 92 at most) that it is tried on. */
export interface ProposedPlan {
  readonly startDate: string;
  readonly endDate: string;
  readonly quota?: { readonly limit: number; readonly period: 'DAY' | 'WEEK' | 'MONTH' };
  readonly throttle?: { readonly rateLimit: number; readonly burstLimit: number };
}

/** What a proposed plan would have refused. */
export interface DryRun {
  readonly keysLookedAt: number;
  readonly refusals: readonly {
    readonly keyId: string;
    readonly limit: 'quota' | 'throttle';
    /** The first hour in which it would have: `2026-11-21T09:00Z`. */
    readonly firstAt: string;
    readonly refused: number;
  }[];
  /** Ask again from this key on; null: that was all. */
  readonly afterKeyId: string | null;
}

/** Whether the counts of all accounts add up. */
export interface UsageInvariant {
  readonly holds: boolean;
  readonly day: string;
  readonly admitted: number;
  readonly counted: number;
  readonly countedByHour: number;
  readonly held: number;
  readonly leased: number;
  readonly difference: number;
  readonly hourlyDifference: number;
  readonly leaseDifference: number;
}

export const ReadHourlyUsage = /* @__PURE__ */ tollgateCall<
  HourlyUsage,
  PageOf & { readonly day?: string; readonly keyId?: string }
>()('ReadUsage', 'GET', '/usageplans/{usagePlanId}/usage/hourly', {
  query: ['day', 'keyId', ...pageMembers],
});
/** It changes nothing. */
export const DryRunUsagePlan = /* @__PURE__ */ tollgateCall<
  DryRun,
  ProposedPlan & { readonly afterKeyId?: string }
>()('DryRunUsagePlan', 'POST', '/usageplans/{usagePlanId}/dry-run', {
  query: ['afterKeyId'],
  hasBody: true,
  reads: true,
});
/** A month (`2026-11`) of all plans, for billing. */
export const ExportUsage = /* @__PURE__ */ tollgateCall<
  ExportedFile,
  { readonly month: string; readonly format?: 'csv' | 'jsonl' }
>()('ExportUsage', 'GET', '/usage/export', { query: ['month', 'format'], outputPayload: 'body' });
/** For the operator alone. */
export const ReadUsageInvariant = /* @__PURE__ */ tollgateCall<UsageInvariant, { readonly day?: string }>()(
  'ReadUsageInvariant',
  'GET',
  '/usage/invariant',
  { query: ['day'] },
);
