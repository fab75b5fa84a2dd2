import {
  secretVariables,
  tellsReasons,
  usesHttp2Backends,
  type HttpApi,
  type HttpStage,
  type RouteSettings,
} from '#libs/api-definition';
import {
  documentNames,
  sealDocument,
  type MethodObservability,
  type RateLimit,
  type SealedDocument,
  type StageObservability,
} from '#libs/snapshot-format';
import { compareText } from '../draft.js';
import { accountWide, rateLimit, sameRateLimit } from './rate-limit.js';
import { allOff, isSameObservability } from './stage-observability.js';

/**
 * The document of a stage of an API of version 2 that has a deployment. The settings of a route replace, one
 * by one, those of all routes (API reference: RouteSettings). Some of the API's tags mean something to
 * gateways. Of neither protocol anything is traced, and of HTTP APIs settings have no execution logs.
 */
export function httpStageDocument(
  { owner, name, tags }: Pick<HttpApi, 'owner' | 'name' | 'tags'>,
  stage: HttpStage & { readonly deploymentId: string },
  snapshotDigest: string,
): SealedDocument {
  const defaultThrottle = throttleOf(stage.defaultRouteSettings);
  return sealDocument('stage', documentNames.stage(stage.apiId, stage.stageName), {
    accountId: owner.accountId,
    region: owner.region,
    restApiId: stage.apiId,
    stageName: stage.stageName,
    deploymentId: stage.deploymentId,
    snapshotDigest,
    ...(stage.clientCertificateId !== null && {
      requires: ['client-certificates'],
      clientCertificateId: stage.clientCertificateId,
    }),
    variables: stage.stageVariables,
    methodThrottles: routeThrottles(stage, defaultThrottle),
    defaultThrottle,
    ...(tellsReasons(tags) && { tellsReasons: true }),
    ...(usesHttp2Backends(tags) && { http2Backends: true }),
    ...(stage.authorizersFlushed > 0 && { authorizersFlushed: stage.authorizersFlushed }),
    observability: observabilityOf(stage, name),
  });
}

/** Settings of routes as they hold: theirs, and what they leave out as for all. */
const settingsByRoute = ({ defaultRouteSettings, routeSettings }: HttpStage): [string, RouteSettings][] =>
  Object.entries(routeSettings)
    .sort(([a], [b]) => compareText(a, b))
    .map(([routeKey, settings]) => [routeKey, { ...defaultRouteSettings, ...settings }]);

function routeThrottles(stage: HttpStage, defaultThrottle: RateLimit | null): Record<string, RateLimit> {
  const entries = settingsByRoute(stage).flatMap(([routeKey, settings]): [string, RateLimit][] => {
    const throttle = throttleOf(settings);
    // What lifts the limit of all routes is as wide as the account, so that it is never narrower.
    return sameRateLimit(throttle, defaultThrottle) ? [] : [[routeKey, throttle ?? accountWide]];
  });
  return Object.fromEntries(entries);
}

/** Null where the numbers are the account's and so limit nothing further. */
function throttleOf({ throttlingRateLimit, throttlingBurstLimit }: RouteSettings): RateLimit | null {
  const throttle = rateLimit({
    rateLimit: throttlingRateLimit ?? null,
    burstLimit: throttlingBurstLimit ?? null,
  });
  return sameRateLimit(throttle, accountWide) ? null : throttle;
}

function observabilityOf(stage: HttpStage, apiName: string): StageObservability {
  const { destinationArn, format } = stage.accessLogSettings ?? {};
  const secret = Object.keys(stage.stageVariables).filter(secretVariables(stage.tags)).sort(compareText);
  const ofEvery = routeObservability(stage.defaultRouteSettings);
  const routes = settingsByRoute(stage).flatMap(([routeKey, settings]) => {
    const observability = routeObservability(settings);
    return isSameObservability(observability, ofEvery) ? [] : [[routeKey, observability] as const];
  });
  return {
    apiName,
    // Each can be set before the other; one alone logs nothing.
    ...(destinationArn && format && { accessLog: { destinationArn, format } }),
    ...(secret.length > 0 && { secretVariables: secret }),
    ...(!isSameObservability(ofEvery, allOff) && { everyMethod: ofEvery }),
    ...(routes.length > 0 && { methods: Object.fromEntries(routes) }),
  };
}

const routeObservability = (settings: RouteSettings): MethodObservability => ({
  metricsEnabled: settings.detailedMetricsEnabled === true,
  loggingLevel: settings.loggingLevel ?? 'OFF',
  dataTraceEnabled: settings.dataTraceEnabled === true,
});
