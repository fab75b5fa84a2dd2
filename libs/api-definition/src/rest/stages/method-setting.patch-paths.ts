import { badRequest, fail, ok, type Result } from '../../domain-error.js';
import { methodSettingTarget, spelledInStage, withMethodSetting } from './method-settings.js';
import {
  patchedBoolean,
  type Change,
  type PatchRule,
  INTEGER_MAX,
  patchedNumber,
} from '../../patch/index.js';
import { cannotRemove, invalidStagePath } from './stage.patch-refusals.js';
import type { MethodSetting, Stage } from './stage.js';

type ReadSetting = (change: Change) => Result<Partial<MethodSetting>>;

type BooleanMember =
  | 'metricsEnabled'
  | 'dataTraceEnabled'
  | 'cachingEnabled'
  | 'cacheDataEncrypted'
  | 'requireAuthorizationForCacheControl';
const toBoolean =
  (member: BooleanMember): ReadSetting =>
  ({ value }) =>
    ok({ [member]: patchedBoolean(value) });

const toNumber =
  (
    member: 'throttlingBurstLimit' | 'throttlingRateLimit' | 'cacheTtlInSeconds',
    bounds: Parameters<typeof patchedNumber>[1],
  ): ReadSetting =>
  (change) => {
    const number = patchedNumber(change, bounds);
    return number.ok ? ok({ [member]: number.value }) : number;
  };

const toWord =
  (
    member: 'loggingLevel' | 'unauthorizedCacheControlHeaderStrategy',
    noun: string,
    words: readonly string[],
  ): ReadSetting =>
  ({ value }) =>
    value !== null && words.includes(value)
      ? ok({ [member]: value })
      : fail(badRequest(`Invalid ${noun} specified. Valid options are ${words.join(',')}`));

/**
 * `<group>/<setting>` to the member that it sets (API reference: UpdateStage, patch operations). A throttle
 * of -1 means "no throttle": Terraform writes it for a limit that is not set.
 */
const settings: Readonly<Record<string, ReadSetting>> = {
  'metrics/enabled': toBoolean('metricsEnabled'),
  'logging/dataTrace': toBoolean('dataTraceEnabled'),
  'logging/loglevel': toWord('loggingLevel', 'logging level', ['OFF', 'ERROR', 'INFO']),
  'throttling/burstLimit': toNumber('throttlingBurstLimit', { min: -1, max: INTEGER_MAX, whole: true }),
  'throttling/rateLimit': toNumber('throttlingRateLimit', {
    min: -1,
    max: Number.MAX_SAFE_INTEGER,
    whole: false,
  }),
  'caching/ttlInSeconds': toNumber('cacheTtlInSeconds', { min: 0, max: 3600, whole: true }),
  'caching/enabled': toBoolean('cachingEnabled'),
  'caching/dataEncrypted': toBoolean('cacheDataEncrypted'),
  'caching/requireAuthorizationForCacheControl': toBoolean('requireAuthorizationForCacheControl'),
  'caching/unauthorizedCacheControlHeaderStrategy': toWord(
    'unauthorizedCacheControlHeaderStrategy',
    'unauthorized cache control header strategy',
    ['FAIL_WITH_403', 'SUCCEED_WITH_RESPONSE_HEADER', 'SUCCEED_WITHOUT_RESPONSE_HEADER'],
  ),
};

/** The key that a path addresses, as it was sent: `/pets/GET/metrics/enabled` to `pets/GET`. */
const keyIn = ({ path }: Change, suffix: string): string =>
  (path ?? '').slice(1, -suffix.length || undefined);

/**
 * Settings of one method, or of every method, and the removal of all that is set for it. Comes last in the
 * table: its paths match much.
 */
export const methodSettingPatchRules: readonly PatchRule<Stage>[] = [
  ...Object.entries(settings).map(([setting, read]): PatchRule<Stage> => ({
    path: `/{resourcePath+}/{httpMethod}/${setting}`,
    ops: {
      replace: (draft, change) => {
        const key = keyIn(change, `/${setting}`);
        if (methodSettingTarget(key) === null) return fail(invalidStagePath(change));
        const value = read(change);
        if (!value.ok) return value;
        return ok({ ...draft, methodSettings: withMethodSetting(draft.methodSettings, key, value.value) });
      },
    },
  })),
  {
    path: '/{resourcePath+}/{httpMethod}',
    ops: {
      remove: (draft, change) => {
        const key = spelledInStage(draft.methodSettings, keyIn(change, ''));
        if (!Object.hasOwn(draft.methodSettings, key)) return fail(cannotRemove(change));
        const { [key]: _removed, ...methodSettings } = draft.methodSettings;
        return ok({ ...draft, methodSettings });
      },
    },
  },
];
