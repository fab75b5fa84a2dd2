import { badRequest, fail, notFound, ok, type DomainError, type Result } from '../../domain-error.js';
import type { ProtocolType } from '../apis/http-api.js';
import type { HttpStage, RouteSettings } from './http-stage.js';

type Given = { readonly [Member in keyof RouteSettings]?: RouteSettings[Member] | null };

/** What a stage has for all its routes until something is said (recorded for WEBSOCKET). */
export const initialRouteSettings: Readonly<Record<ProtocolType, RouteSettings>> = {
  HTTP: { detailedMetricsEnabled: false },
  WEBSOCKET: {
    dataTraceEnabled: false,
    detailedMetricsEnabled: false,
    loggingLevel: 'OFF',
    throttlingBurstLimit: 5000,
    throttlingRateLimit: 10_000,
  },
};

/** Settings with what is given laid over them, or what is wrong with that. */
export function withRouteSettings(
  before: RouteSettings,
  given: Given | null | undefined,
  protocolType: ProtocolType,
): Result<RouteSettings> {
  const members = Object.entries(given ?? {}).filter(([, value]) => value !== undefined && value !== null);
  const after: RouteSettings = { ...before, ...(Object.fromEntries(members) as RouteSettings) };
  const problem = problemOf(after, protocolType);
  return problem ? fail(problem) : ok(after);
}

/** A stage without the settings of a route, which is what DeleteRouteSettings leaves. */
export function withoutSettingsOfRoute(stage: HttpStage, routeKey: string): Result<HttpStage> {
  const { [routeKey]: settings, ...others } = stage.routeSettings;
  return settings ? ok({ ...stage, routeSettings: others }) : fail(noSettingsOfRoute);
}

const noSettingsOfRoute = notFound('Invalid route settings key specified');

/** A route that settings are given for must be there; AWS's text, as public reports show it. */
export const routeOfSettingsNotFound = (routeKey: string): DomainError =>
  notFound(`Unable to find Route by key ${routeKey} within the provided RouteSettings`);

/** The first text is AWS's as public reports show it; the others are ours. */
function problemOf(settings: RouteSettings, protocolType: ProtocolType): DomainError | null {
  const { dataTraceEnabled, loggingLevel, throttlingBurstLimit: burst, throttlingRateLimit: rate } = settings;
  if (protocolType === 'HTTP' && (dataTraceEnabled || (loggingLevel && loggingLevel !== 'OFF'))) {
    return badRequest('Execution logs are not supported on protocol type HTTP');
  }
  if (burst !== undefined && !(burst >= 0 && burst <= 2 ** 31 - 1)) {
    return badRequest('throttlingBurstLimit must be a whole number that is not negative');
  }
  return rate === undefined || rate >= 0 ? null : badRequest('throttlingRateLimit must not be negative');
}
