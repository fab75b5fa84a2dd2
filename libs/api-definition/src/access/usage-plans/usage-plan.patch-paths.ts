import { apiStagePatchRules } from './api-stage.patch-paths.js';
import { badRequest, fail, ok, type DomainError, type Result } from '../../domain-error.js';
import {
  applyPatch,
  patchedText,
  type Change,
  type PatchHandler,
  type PatchOperation,
  type PatchRule,
  INTEGER_MAX,
  patchedNumber,
} from '../../patch/index.js';
import { checkQuota } from './quota-settings.js';
import type { QuotaSettings, ThrottleSettings, UsagePlan } from './usage-plan.js';

/**
 * A quota under construction: the operations of one patch may come in any order, so only their result is
 * checked.
 */
type Draft = Omit<UsagePlan, 'quota'> & {
  readonly quota: { readonly [M in keyof QuotaSettings]: QuotaSettings[M] | string | null } | null;
};

/**
 * Applies UpdateUsagePlan's operations (recorded: usage plans; developer guide: usage plans with the REST
 * API).
 */
export function patchUsagePlan(
  plan: UsagePlan,
  operations: readonly PatchOperation[] | null | undefined,
): Result<UsagePlan> {
  const patched = applyPatch<Draft>(plan, operations, {
    refuse: refuseUsagePlanPatch,
    rules: usagePlanPatchRules,
  });
  if (!patched.ok) return patched;
  const draft = patched.value;
  if (draft.quota === null) return ok({ ...draft, quota: null });
  const { limit, offset, period } = draft.quota;
  const quota = checkQuota({ limit: Number(limit), offset: Number(offset), period: String(period) });
  return quota.ok ? ok({ ...draft, quota: quota.value }) : quota;
}

const whole = { min: 0, max: INTEGER_MAX, whole: true };
const decimal = { min: 0, max: Number.MAX_SAFE_INTEGER, whole: false };

const setThrottle =
  (member: keyof ThrottleSettings): PatchHandler<Draft> =>
  (draft, change) => {
    const number = patchedNumber(change, member === 'burstLimit' ? whole : decimal);
    if (!number.ok) return number;
    const before = draft.throttle ?? { rateLimit: null, burstLimit: null };
    return ok({ ...draft, throttle: { ...before, [member]: number.value } });
  };

/** A quota made by a patch starts with offset 0 (recorded: usage plans). */
const withQuota = (draft: Draft, change: Partial<NonNullable<Draft['quota']>>): Result<Draft> =>
  ok({ ...draft, quota: { ...(draft.quota ?? { limit: null, offset: 0, period: null }), ...change } });

const setQuotaNumber =
  (member: 'limit' | 'offset'): PatchHandler<Draft> =>
  (draft, change) => {
    const number = patchedNumber(change, whole);
    return number.ok ? withQuota(draft, { [member]: number.value }) : number;
  };

/** Terraform adds what a plan did not have and replaces what it had; both set. */
const addOrReplace = (path: string, handler: PatchHandler<Draft>): PatchRule<Draft> => ({
  path,
  ops: { add: handler, replace: handler },
});

/** Everything that UpdateUsagePlan takes. */
export const usagePlanPatchRules: readonly PatchRule<Draft>[] = [
  {
    path: '/name',
    ops: {
      replace: (draft, { value }) =>
        value ? ok({ ...draft, name: value }) : fail(badRequest('Usage Plan name cannot be blank')),
    },
  },
  {
    path: '/description',
    ops: { replace: (draft, { value }) => ok({ ...draft, description: patchedText(value) }) },
  },
  {
    path: '/productCode',
    ops: {
      add: (draft, { value }) => ok({ ...draft, productCode: patchedText(value) }),
      replace: (draft, { value }) => ok({ ...draft, productCode: patchedText(value) }),
      remove: (draft) => ok({ ...draft, productCode: null }),
    },
  },
  { path: '/throttle', ops: { remove: (draft) => ok({ ...draft, throttle: null }) } },
  addOrReplace('/throttle/rateLimit', setThrottle('rateLimit')),
  addOrReplace('/throttle/burstLimit', setThrottle('burstLimit')),
  { path: '/quota', ops: { remove: (draft) => ok({ ...draft, quota: null }) } },
  addOrReplace('/quota/limit', setQuotaNumber('limit')),
  addOrReplace('/quota/offset', setQuotaNumber('offset')),
  addOrReplace('/quota/period', (draft, { value }) => withQuota(draft, { period: value })),
  ...apiStagePatchRules<Draft>(),
];

const methodThrottlePath = '/apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>';
const limitPaths = [
  '/throttle/burstLimit',
  '/throttle/rateLimit',
  '/quota/limit',
  '/quota/offset',
  '/quota/period',
];

/**
 * What the refusal of each verb lists. That of `remove` is AWS's own text ("apidId" included); the others
 * follow its pattern.
 */
const listed: Readonly<Partial<Record<Change['op'], readonly string[]>>> = {
  add: ['/apiStages', '/productCode', ...limitPaths],
  remove: [
    '/apiStages',
    '/quota',
    '/throttle',
    '/productCode',
    methodThrottlePath,
    '/apiStages/<apidId:stageName>/throttle',
  ],
  replace: [
    '/name',
    '/description',
    '/productCode',
    ...limitPaths,
    `${methodThrottlePath}/rateLimit`,
    `${methodThrottlePath}/burstLimit`,
    '/apiStages/<apidId:stageName>/throttle',
  ],
};

function refuseUsagePlanPatch({ op, path }: Change): DomainError {
  const paths = listed[op];
  const hint = paths ? `Must be one of: [${paths.join(', ')}]` : 'Please choose supported operations';
  return badRequest(`Invalid patch path  '${path}' specified for op '${op}'. ${hint}`);
}
