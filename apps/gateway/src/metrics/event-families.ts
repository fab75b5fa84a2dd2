import { apiNameDimension, family, histogramFamily, type MetricFamily } from '#libs/metrics';
import type { EventTotals } from './event-totals.js';
import { histogramOf, stageLabels } from './family-labels.js';
import type { StageConnections } from './open-connections.js';
import type { RequestMetrics } from './request-metrics.js';
import { EventSeries } from './series.js';

/** WebSocket APIs for Prometheus: events as they were last handed in, connections as they are. */
export function eventFamilies({ apis, connections }: RequestMetrics): MetricFamily[] {
  const stages = [...apis.all()].filter((series) => series instanceof EventSeries);
  const ofStages = stages.filter(({ source }) => source.method === null);
  const open = [...connections.ofStages()];
  const each = <L extends object>(of: (totals: EventTotals) => readonly (readonly [L, number])[]) =>
    ofStages.flatMap((series) =>
      of(series.totals).map(([labels, value]) => [{ ...stageLabels(series), ...labels }, value] as const),
    );
  return [
    family(
      'tollgate_websocket_connections',
      open.map((stage) => [labelsOf(stage), stage.open] as const),
    ),
    family(
      'tollgate_websocket_connection_seconds_total',
      open.map((stage) => [labelsOf(stage), stage.totalMs / 1_000] as const),
    ),
    family(
      'tollgate_websocket_connects_total',
      each(({ connects }) => [[{}, connects]]),
    ),
    family(
      'tollgate_websocket_messages_total',
      each(({ messagesIn, messagesOut }) => [
        [{ direction: 'in' }, messagesIn],
        [{ direction: 'out' }, messagesOut],
      ]),
    ),
    family(
      'tollgate_websocket_message_bytes_total',
      each(({ bytesIn, bytesOut }) => [
        [{ direction: 'in' }, bytesIn],
        [{ direction: 'out' }, bytesOut],
      ]),
    ),
    family(
      'tollgate_websocket_errors_total',
      each(({ clientErrors, executionErrors, integrationErrors }) => [
        [{ kind: 'client' }, clientErrors],
        [{ kind: 'execution' }, executionErrors],
        [{ kind: 'integration' }, integrationErrors],
      ]),
    ),
    histogramFamily(
      'tollgate_websocket_integration_duration_seconds',
      ofStages
        .filter(({ totals }) => totals.integrationLatency.count > 0)
        .map((series) => [stageLabels(series), histogramOf(series.totals.integrationLatency)] as const),
    ),
  ];
}

function labelsOf({ stage: { document, observability } }: StageConnections) {
  const { accountId, restApiId, stageName } = document;
  const apiName = apiNameDimension(observability.apiName, restApiId);
  return { account_id: accountId, api_id: restApiId, api_name: apiName, stage: stageName };
}
