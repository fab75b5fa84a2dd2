import { pointer } from '../../kit/patches.js';
import type { ApiStage, PatchOperation } from '../../wire/generated/apigateway.js';

/** The throttle of one method of a stage of a plan. */
export interface MethodThrottle {
  /** As a plan names it: `/pets/GET`, and `//GET` for the root. */
  readonly key: string;
  /** `GET /pets`. */
  readonly method: string;
  readonly rateLimit: string;
  readonly burstLimit: string;
}

/** The key by which a plan names a method. */
export const throttleKey = (path: string, httpMethod: string): string => `${path}/${httpMethod}`;

/** `GET /pets` of `/pets/GET`. */
export function methodOf(key: string): string {
  const slash = key.lastIndexOf('/');
  return `${key.slice(slash + 1)} ${key.slice(0, slash) || '/'}`;
}

/** The throttles of a stage's methods, by path. */
export const methodThrottles = ({ throttle = {} }: ApiStage): MethodThrottle[] =>
  Object.entries(throttle)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { rateLimit, burstLimit }]) => ({
      key,
      method: methodOf(key),
      rateLimit: rateLimit === undefined ? '' : String(rateLimit),
      burstLimit: burstLimit === undefined ? '' : String(burstLimit),
    }));

const baseOf = ({ apiId, stage }: ApiStage) => `/apiStages/${apiId}:${stage}/throttle`;

/**
 * Where a method's throttle stands in a plan: `/apiStages/{apiId}:{stage}/throttle/~1pets/GET` (developer
 * guide: usage plans with the REST API).
 */
function pathOf(apiStage: ApiStage, key: string): string {
  const slash = key.lastIndexOf('/');
  return `${baseOf(apiStage)}/${pointer(key.slice(0, slash))}/${key.slice(slash + 1)}`;
}

/** The patch of UpdateUsagePlan that throttles a method so; a limit that is not given is none. */
export const throttlePatch = (
  apiStage: ApiStage,
  { key, rateLimit, burstLimit }: Omit<MethodThrottle, 'method'>,
): PatchOperation[] => {
  const path = pathOf(apiStage, key);
  // Removed first, so that a limit that is emptied is gone.
  const isThere = apiStage.throttle?.[key] !== undefined;
  return [
    ...(isThere ? [{ op: 'remove' as const, path }] : []),
    ...(rateLimit ? [{ op: 'replace' as const, path: `${path}/rateLimit`, value: rateLimit }] : []),
    ...(burstLimit ? [{ op: 'replace' as const, path: `${path}/burstLimit`, value: burstLimit }] : []),
  ];
};

export const unthrottlePatch = (apiStage: ApiStage, key: string): PatchOperation[] => [
  { op: 'remove', path: pathOf(apiStage, key) },
];

/** `10/s, burst 20`. */
export const limitsText = ({ rateLimit, burstLimit }: Pick<MethodThrottle, 'rateLimit' | 'burstLimit'>) =>
  [rateLimit && `${rateLimit}/s`, burstLimit && `burst ${burstLimit}`].filter(Boolean).join(', ') || 'none';
