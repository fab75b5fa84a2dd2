import {
  badRequest,
  fail,
  limitExceeded,
  notFound,
  ok,
  type DomainError,
  type Result,
} from '../../domain-error.js';
import { httpMethods } from '../../rest/methods/method.js';
import { checkThrottle } from './throttle-settings.js';
import type { ApiStage, ThrottleSettings, UsagePlan } from './usage-plan.js';

/** An API stage as CreateUsagePlan is given it. */
export interface GivenApiStage {
  readonly apiId?: string | null;
  readonly stage?: string | null;
  readonly throttle?: Readonly<Record<string, GivenThrottle>> | null;
}

/** A throttle as it comes over the wire. */
export interface GivenThrottle {
  readonly rateLimit?: number | null;
  readonly burstLimit?: number | null;
}

/** Limits page of the developer guide. */
const METHOD_THROTTLES_MAX = 20;

/** What a `<apiId>:<stage>` of a patch means; null when it is none. */
export function readApiStageName(
  text: string | null,
): { readonly restApiId: string; readonly stageName: string } | null {
  const match = /^([^:]+):([^:]+)$/.exec(text ?? '');
  return match ? { restApiId: match[1]!, stageName: match[2]! } : null;
}

/** The stage of a plan that both names mean. */
export const findApiStage = (
  plan: Pick<UsagePlan, 'apiStages'>,
  { restApiId, stageName }: Pick<ApiStage, 'restApiId' | 'stageName'>,
): ApiStage | undefined =>
  plan.apiStages.find((one) => one.restApiId === restApiId && one.stageName === stageName);

/** The stages of a new plan; whether they exist is the caller's to see (`apiStageNotFound`). */
export function readApiStages(given: readonly GivenApiStage[]): Result<readonly ApiStage[]> {
  const apiStages: ApiStage[] = [];
  for (const { apiId, stage, throttle } of given) {
    if (!apiId || !stage) return fail(badRequest('Invalid API Stage specified'));
    const throttles = readMethodThrottles(throttle ?? {});
    if (!throttles.ok) return throttles;
    if (!findApiStage({ apiStages }, { restApiId: apiId, stageName: stage })) {
      apiStages.push({ restApiId: apiId, stageName: stage, throttle: throttles.value });
    }
  }
  return ok(apiStages);
}

/** AWS's response to a plan that names a stage which does not exist. */
export const apiStageNotFound = ({
  restApiId,
  stageName,
}: Pick<ApiStage, 'restApiId' | 'stageName'>): DomainError =>
  notFound(`API Stage not found: ${restApiId}:${stageName}`);

/** Throttles by method, with every key spelled alike. */
export function readMethodThrottles(
  given: Readonly<Record<string, GivenThrottle>>,
): Result<Readonly<Record<string, ThrottleSettings>>> {
  const entries: [string, ThrottleSettings][] = [];
  for (const [sent, throttle] of Object.entries(given)) {
    const key = methodThrottleKey(sent);
    if (key === null) return fail(badRequest(`Invalid method throttle key specified: ${sent}`));
    const checked = checkThrottle(throttle);
    if (!checked.ok) return checked;
    entries.push([key, checked.value]);
  }
  return checkMethodThrottles(Object.fromEntries(entries));
}

/** At most 20 per stage of a plan. */
export const checkMethodThrottles = (
  throttle: Readonly<Record<string, ThrottleSettings>>,
): Result<Readonly<Record<string, ThrottleSettings>>> =>
  Object.keys(throttle).length > METHOD_THROTTLES_MAX
    ? fail(
        limitExceeded(`At most ${METHOD_THROTTLES_MAX} method throttles are allowed per API stage of a plan`),
      )
    : ok(throttle);

/**
 * `<resource path>/<METHOD>` as AWS shows it: `/pets/GET`, and `//GET` for the root (developer guide: usage
 * plans with the REST API). Clients send it with and without the leading slash, and with `~1` for slashes.
 * Null when it names no method.
 */
export function methodThrottleKey(sent: string): string | null {
  const text = sent.replaceAll('~1', '/').replaceAll('~0', '~');
  const slash = text.lastIndexOf('/');
  const httpMethod = text.slice(slash + 1);
  if (slash < 0 || !httpMethods.some((known) => known === httpMethod)) return null;
  const path = text.slice(0, slash);
  return `${path.startsWith('/') ? path : `/${path}`}/${httpMethod}`;
}

/** The resource path and the method of a key: `/pets/GET` to `/pets` and `GET`, `//GET` to `/` and `GET`. */
export function methodThrottleTarget(key: string): {
  readonly resourcePath: string;
  readonly httpMethod: string;
} {
  const slash = key.lastIndexOf('/');
  return { resourcePath: key.slice(0, slash), httpMethod: key.slice(slash + 1) };
}
