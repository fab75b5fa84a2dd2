import type { PatchOperation, UsagePlan } from '../../wire/generated/apigateway.js';

/** What a person may set of a plan, as typed: empty is nothing. */
export interface TypedPlan {
  readonly name: string;
  readonly description: string;
  readonly rateLimit: string;
  readonly burstLimit: string;
  readonly limit: string;
  readonly period: string;
}

/** A plan as its fields show it. */
export const typedPlan = ({ name = '', description = '', throttle, quota }: UsagePlan): TypedPlan => ({
  name,
  description,
  rateLimit: throttle ? String(throttle.rateLimit ?? '') : '',
  burstLimit: throttle ? String(throttle.burstLimit ?? '') : '',
  limit: quota ? String(quota.limit ?? '') : '',
  period: quota?.period ?? 'MONTH',
});

const replace = (path: string, value: string): PatchOperation => ({ op: 'replace', path, value });

/**
 * The patch of UpdateUsagePlan that makes one of the other; a throttle or quota without figures is removed.
 */
export function planPatch(from: TypedPlan, to: TypedPlan): PatchOperation[] {
  const changed = (...names: readonly (keyof TypedPlan)[]) => names.some((name) => from[name] !== to[name]);
  return [
    ...(changed('name') ? [replace('/name', to.name)] : []),
    ...(changed('description') ? [replace('/description', to.description)] : []),
    ...(changed('rateLimit', 'burstLimit') ? throttlePatch(to) : []),
    ...(changed('limit', 'period') ? quotaPatch(from, to) : []),
  ];
}

const throttlePatch = ({ rateLimit, burstLimit }: TypedPlan): PatchOperation[] =>
  rateLimit === '' && burstLimit === ''
    ? [{ op: 'remove', path: '/throttle' }]
    : [replace('/throttle/rateLimit', rateLimit || '0'), replace('/throttle/burstLimit', burstLimit || '0')];

function quotaPatch(from: TypedPlan, { limit, period }: TypedPlan): PatchOperation[] {
  if (limit === '') return from.limit === '' ? [] : [{ op: 'remove', path: '/quota' }];
  return [replace('/quota/limit', limit), replace('/quota/period', period)];
}
