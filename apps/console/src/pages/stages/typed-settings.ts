import { pointer } from '../../kit/patches.js';
import type { MethodSetting, PatchOperation } from '../../wire/generated/apigateway.js';
import type { RouteSettings } from '../../wire/generated/apigatewayv2.js';

/**
 * What a stage sets for its methods or routes, as fields of a form have it. The empty text is nothing: no
 * limit, or of a route what holds for all of them.
 */
export interface TypedSettings {
  readonly rateLimit: string;
  readonly burstLimit: string;
  readonly logging: string;
  readonly dataTrace: string;
  readonly detailedMetrics: string;
}

/** How a method's responses are kept; of REST APIs. */
export interface TypedCaching {
  readonly caching: string;
  readonly ttlInSeconds: string;
  readonly encrypted: string;
  /** Who may have a kept response fetched anew by `Cache-Control: max-age=0`, and what others get. */
  readonly invalidation: string;
}

/** Anyone's header counts; otherwise the strategy towards those who lack execute-api:InvalidateCache. */
export const anyone = 'ANYONE';
export const invalidations = [
  'SUCCEED_WITH_RESPONSE_HEADER',
  'SUCCEED_WITHOUT_RESPONSE_HEADER',
  'FAIL_WITH_403',
  anyone,
] as const;

export const settingLabels: Readonly<Record<keyof (TypedSettings & TypedCaching), string>> = {
  rateLimit: 'Rate',
  burstLimit: 'Burst',
  logging: 'Execution log',
  dataTrace: 'Bodies in the log',
  detailedMetrics: 'Detailed metrics',
  caching: 'Cached',
  ttlInSeconds: 'Kept for seconds',
  encrypted: 'Encrypted',
  invalidation: 'Invalidation by callers',
};

const onOff = (isOn: boolean | undefined): string => (isOn ? 'on' : 'off');

/** -1 is how version 1 says that there is none. */
const limitText = (limit: number | undefined): string =>
  limit === undefined || limit < 0 ? '' : String(limit);

/** Settings of version 1, which has all of an entry or none. */
export const typedOfMethod = (setting: MethodSetting | undefined): TypedSettings => ({
  rateLimit: limitText(setting?.throttlingRateLimit),
  burstLimit: limitText(setting?.throttlingBurstLimit),
  logging: setting?.loggingLevel ?? 'OFF',
  dataTrace: onOff(setting?.dataTraceEnabled),
  detailedMetrics: onOff(setting?.metricsEnabled),
});

export const typedCaching = (setting: MethodSetting | undefined): TypedCaching => ({
  caching: onOff(setting?.cachingEnabled),
  ttlInSeconds: String(setting?.cacheTtlInSeconds ?? 300),
  encrypted: onOff(setting?.cacheDataEncrypted),
  invalidation:
    setting?.requireAuthorizationForCacheControl === false
      ? anyone
      : (setting?.unauthorizedCacheControlHeaderStrategy ?? 'SUCCEED_WITH_RESPONSE_HEADER'),
});

/** Settings of version 2, whose members are set one by one. */
export const typedOfRoute = (settings: RouteSettings | undefined): TypedSettings => ({
  rateLimit: limitText(settings?.throttlingRateLimit),
  burstLimit: limitText(settings?.throttlingBurstLimit),
  logging: settings?.loggingLevel ?? '',
  dataTrace: settings?.dataTraceEnabled === undefined ? '' : onOff(settings.dataTraceEnabled),
  detailedMetrics:
    settings?.detailedMetricsEnabled === undefined ? '' : onOff(settings.detailedMetricsEnabled),
});

/** What all routes have: there what nobody has set is off. */
export function typedOfEveryRoute(settings: RouteSettings | undefined): TypedSettings {
  const typed = typedOfRoute(settings);
  return {
    ...typed,
    logging: typed.logging || 'OFF',
    dataTrace: typed.dataTrace || 'off',
    detailedMetrics: typed.detailedMetrics || 'off',
  };
}

/** Members of version 2 that a form has set; the others are left out. */
export function routeSettingsOf(typed: TypedSettings): RouteSettings {
  const { rateLimit, burstLimit, logging, dataTrace, detailedMetrics } = typed;
  return {
    ...(rateLimit !== '' && { throttlingRateLimit: Number(rateLimit) }),
    ...(burstLimit !== '' && { throttlingBurstLimit: Number(burstLimit) }),
    ...(logging !== '' && { loggingLevel: logging as RouteSettings['loggingLevel'] }),
    ...(dataTrace !== '' && { dataTraceEnabled: dataTrace === 'on' }),
    ...(detailedMetrics !== '' && { detailedMetricsEnabled: detailedMetrics === 'on' }),
  };
}

/** What holds for every method of a stage of version 1. */
export const everyMethod = '/*/*';

/** The path of a method's settings in a patch: `/~1pets~1{petId}/GET`. */
export const methodSettingsPath = (resourcePath: string, httpMethod: string): string =>
  `/${pointer(resourcePath)}/${httpMethod}`;

type Typed = Partial<TypedSettings & TypedCaching>;
type Row = readonly [setting: string, value: string];

const isOn = (typed: string): string => String(typed === 'on');
const paths: Readonly<Record<keyof (TypedSettings & TypedCaching), (typed: string) => readonly Row[]>> = {
  rateLimit: (typed) => [['throttling/rateLimit', typed || '-1']],
  burstLimit: (typed) => [['throttling/burstLimit', typed || '-1']],
  logging: (typed) => [['logging/loglevel', typed]],
  dataTrace: (typed) => [['logging/dataTrace', isOn(typed)]],
  detailedMetrics: (typed) => [['metrics/enabled', isOn(typed)]],
  caching: (typed) => [['caching/enabled', isOn(typed)]],
  ttlInSeconds: (typed) => [['caching/ttlInSeconds', typed]],
  encrypted: (typed) => [['caching/dataEncrypted', isOn(typed)]],
  invalidation: (typed) =>
    typed === anyone
      ? [['caching/requireAuthorizationForCacheControl', 'false']]
      : [
          ['caching/requireAuthorizationForCacheControl', 'true'],
          ['caching/unauthorizedCacheControlHeaderStrategy', typed],
        ],
};

/** The patch of UpdateStage (v1) for what differs, below the path of a method's settings or of all. */
export const settingPatches = (at: string, from: Typed, to: Typed): PatchOperation[] =>
  (Object.keys(paths) as (keyof typeof paths)[]).flatMap((name) =>
    to[name] === undefined || to[name] === from[name]
      ? []
      : paths[name](to[name]).map(([setting, value]): PatchOperation => ({
          op: 'replace',
          path: `${at}/${setting}`,
          value,
        })),
  );
