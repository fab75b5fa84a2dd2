import {
  checkMethodThrottles,
  findApiStage,
  methodThrottleKey,
  readApiStageName,
  readMethodThrottles,
  type GivenThrottle,
} from './api-stage.js';
import { badRequest, fail, notFound, ok, type DomainError, type Result } from '../../domain-error.js';
import {
  withEntry,
  withoutEntry,
  type Change,
  type PatchHandler,
  type PatchRule,
  INTEGER_MAX,
  patchedNumber,
} from '../../patch/index.js';
import type { ApiStage, ThrottleSettings, UsagePlan } from './usage-plan.js';

type WithApiStages = Pick<UsagePlan, 'id' | 'apiStages'>;

/** The paths below `/apiStages` (developer guide: usage plans with the REST API; recorded: usage plans). */
export const apiStagePatchRules = <P extends WithApiStages>(): readonly PatchRule<P>[] => [
  { path: '/apiStages', ops: { add: addApiStage, remove: removeApiStage } },
  { path: '/apiStages/{apiStage}/throttle', ops: { replace: replaceThrottles, remove: removeThrottles } },
  setMethodThrottle('rateLimit'),
  setMethodThrottle('burstLimit'),
  { path: '/apiStages/{apiStage}/throttle/{method+}', ops: { remove: removeMethodThrottle } },
];

const invalidApiStage = badRequest('Invalid API Stage specified');

const noSuchApiStage = (
  plan: WithApiStages,
  { restApiId, stageName }: Pick<ApiStage, 'restApiId' | 'stageName'>,
) =>
  notFound(`Invalid API Stage {api: ${restApiId}, stage: ${stageName}} specified for usageplan ${plan.id}`);

/** Adding a stage again leaves it as it is. Whether it exists is the caller's to see. */
function addApiStage<P extends WithApiStages>(draft: P, { value }: Change): Result<P> {
  const named = readApiStageName(value);
  if (!named) return fail(invalidApiStage);
  if (findApiStage(draft, named)) return ok(draft);
  return ok({ ...draft, apiStages: [...draft.apiStages, { ...named, throttle: {} }] });
}

function removeApiStage<P extends WithApiStages>(draft: P, { value }: Change): Result<P> {
  const named = readApiStageName(value);
  if (!named) return fail(invalidApiStage);
  const found = findApiStage(draft, named);
  if (!found) return fail(noSuchApiStage(draft, named));
  return ok({ ...draft, apiStages: draft.apiStages.filter((one) => one !== found) });
}

/** Changes the throttles of the stage that the path names. */
function changeThrottles<P extends WithApiStages>(
  draft: P,
  { keys }: Change,
  change: (throttle: ApiStage['throttle']) => Result<ApiStage['throttle']>,
): Result<P> {
  const named = readApiStageName(keys['apiStage'] ?? null);
  if (!named) return fail(invalidApiStage);
  const found = findApiStage(draft, named);
  if (!found) return fail(noSuchApiStage(draft, named));
  const throttle = change(found.throttle);
  if (!throttle.ok) return throttle;
  const changed = { ...found, throttle: throttle.value };
  return ok({ ...draft, apiStages: draft.apiStages.map((one) => (one === found ? changed : one)) });
}

const invalidMethod = ({ path }: Change): DomainError =>
  badRequest(`Invalid resource path and method specified in patch path '${path}'`);

function setMethodThrottle<P extends WithApiStages>(member: keyof ThrottleSettings): PatchRule<P> {
  const set: PatchHandler<P> = (draft, change) =>
    changeThrottles(draft, change, (throttle) => {
      const key = methodThrottleKey(change.keys['method'] ?? '');
      if (key === null) return fail(invalidMethod(change));
      const bounds =
        member === 'burstLimit'
          ? { min: 0, max: INTEGER_MAX, whole: true }
          : { min: 0, max: Number.MAX_SAFE_INTEGER, whole: false };
      const number = patchedNumber(change, bounds);
      if (!number.ok) return number;
      const before = throttle[key] ?? { rateLimit: null, burstLimit: null };
      return checkMethodThrottles(withEntry(throttle, key, { ...before, [member]: number.value }));
    });
  return {
    path: `/apiStages/{apiStage}/throttle/{method+}/${member}`,
    ops: { add: set, replace: set },
  };
}

function removeMethodThrottle<P extends WithApiStages>(draft: P, change: Change): Result<P> {
  return changeThrottles(draft, change, (throttle) => {
    const key = methodThrottleKey(change.keys['method'] ?? '');
    return key !== null && Object.hasOwn(throttle, key)
      ? ok(withoutEntry(throttle, key) ?? {})
      : fail(invalidMethod(change));
  });
}

const removeThrottles = <P extends WithApiStages>(draft: P, change: Change): Result<P> =>
  changeThrottles(draft, change, () => ok({}));

/** The value is the JSON text of the whole map. */
function replaceThrottles<P extends WithApiStages>(draft: P, change: Change): Result<P> {
  return changeThrottles(draft, change, () => {
    const given = parseThrottles(change.value);
    return given ? readMethodThrottles(given) : fail(badRequest('Invalid method throttles specified'));
  });
}

function parseThrottles(text: string | null): Readonly<Record<string, GivenThrottle>> | null {
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    return null;
  }
  return isRecord(value) && Object.values(value).every(isThrottle)
    ? (value as Record<string, GivenThrottle>)
    : null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Numbers only, the burst whole; an absent limit is none. */
function isThrottle(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { rateLimit = 0, burstLimit = 0 } = value;
  return Number.isFinite(rateLimit) && Number.isInteger(burstLimit) && Number(burstLimit) <= INTEGER_MAX;
}
