import type { MeteredApi } from '../../kit/metered-apis.js';
import type { GetMetricDataInput, MetricDataResult } from '../../wire/generated/cloudwatch.js';

/** What came in of an API in a time. */
export interface ApiFigures {
  readonly requests: number;
  /** Refused or wrong by the caller, and failed. */
  readonly clientErrors: number;
  readonly serverErrors: number;
  /** Milliseconds that half of them took at most; null without requests. */
  readonly p50: number | null;
  readonly p99: number | null;
}

/** GetMetricData takes so many queries in a call (CloudWatch API Reference: GetMetricData). */
const queriesMax = 500;

/** APIs that the overview shows, of each five figures. */
export const apisMax = 100;

/** The hour that runs, in one period. */
const hourSeconds = 3600;

const metricsOf: Readonly<Record<MeteredApi['kind'], readonly (readonly [string, string])[]>> = {
  REST: [
    ['Count', 'Sum'],
    ['4XXError', 'Sum'],
    ['5XXError', 'Sum'],
    ['Latency', 'p50'],
    ['Latency', 'p99'],
  ],
  HTTP: [
    ['Count', 'Sum'],
    ['4xx', 'Sum'],
    ['5xx', 'Sum'],
    ['Latency', 'p50'],
    ['Latency', 'p99'],
  ],
  WEBSOCKET: [
    ['MessageCount', 'Sum'],
    ['ClientError', 'Sum'],
    ['IntegrationError', 'Sum'],
    ['IntegrationLatency', 'p50'],
    ['IntegrationLatency', 'p99'],
  ],
};

const dimensionOf = (api: MeteredApi) =>
  api.kind === 'REST' ? { Name: 'ApiName', Value: api.name } : { Name: 'ApiId', Value: api.id };

function inputOf(
  MetricDataQueries: GetMetricDataInput['MetricDataQueries'],
  nowMs: number,
): GetMetricDataInput {
  const end = Math.ceil(nowMs / 60_000) * 60;
  return { StartTime: end - hourSeconds, EndTime: end, MetricDataQueries };
}

const queryOf = (api: MeteredApi, index: number, place: number) => {
  const [MetricName, Stat] = metricsOf[api.kind][place]!;
  return {
    Id: `a${index}m${place}`,
    MetricStat: {
      Metric: { Namespace: 'AWS/ApiGateway', MetricName, Dimensions: [dimensionOf(api)] },
      // Minutes: an hour as one period would begin with the clock's.
      Period: Stat === 'Sum' ? 60 : hourSeconds,
      Stat,
    },
  };
};

/** The requests of however many APIs over the last 60 minutes, a call for each 500. */
export const requestsInputs = (apis: readonly MeteredApi[], nowMs: number): GetMetricDataInput[] =>
  Array.from({ length: Math.ceil(apis.length / queriesMax) }, (_, call) =>
    inputOf(
      apis
        .slice(call * queriesMax, (call + 1) * queriesMax)
        .map((api, index) => queryOf(api, call * queriesMax + index, 0)),
      nowMs,
    ),
  );

/** The figures of the first APIs over the last 60 minutes, asked for at once. */
export const figuresInput = (apis: readonly MeteredApi[], nowMs: number): GetMetricDataInput =>
  inputOf(
    apis
      .slice(0, apisMax)
      .flatMap((api, index) => metricsOf[api.kind].map((_, place) => queryOf(api, index, place))),
    nowMs,
  );

/** The same, read: by the place of the API in the list. */
export function figuresOf(results: readonly MetricDataResult[], index: number): ApiFigures {
  const valuesOf = (place: number) => results.find(({ Id }) => Id === `a${index}m${place}`)?.Values ?? [];
  const sumOf = (place: number) => valuesOf(place).reduce((sum, value) => sum + value, 0);
  const highestOf = (place: number) => (valuesOf(place).length === 0 ? null : Math.max(...valuesOf(place)));
  return {
    requests: sumOf(0),
    clientErrors: sumOf(1),
    serverErrors: sumOf(2),
    p50: highestOf(3),
    p99: highestOf(4),
  };
}
