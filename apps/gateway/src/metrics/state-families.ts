import { family, type MetricFamily } from '#libs/metrics';
import { observationKinds } from '#libs/observations';
import type { DeliveryState, GatewayState } from '../admin/admin.js';

/** How a gateway is, for Prometheus. */
export function stateFamilies(
  state: GatewayState,
  backendSockets: number,
  webAcls: Readonly<Record<string, number>> | null,
): MetricFamily[] {
  const { connections, usage, observations, logs, spans, responseCache } = state;
  const { shared } = responseCache;
  const sinks = Object.entries(logs).map(([sink, of]) => [sink, sumOf(of)] as const);
  const exchangeAge = usage.sinceExchangeMs;
  return [
    gauge('tollgate_gateway_ready', Number(state.ready && !state.draining && state.unfit === null)),
    gauge('tollgate_gateway_stages', state.stages.length),
    gauge('tollgate_feed_connected', Number(state.connected)),
    gauge('tollgate_feed_applied_seq', state.appliedSeq),
    gauge('tollgate_feed_refused_documents', state.refusedCount),
    gauge('tollgate_metering_connected', Number(usage.connected)),
    family('tollgate_metering_exchange_age_seconds', exchangeAge === null ? [] : [[{}, exchangeAge / 1_000]]),
    gauge('tollgate_metering_permits', usage.inHand),
    gauge('tollgate_metering_waiting_requests', usage.queued),
    gauge('tollgate_journal_bytes', usage.journalBytes),
    gauge('tollgate_connections', connections.open),
    family('tollgate_connections_refused_total', [
      [{ bound: 'all' }, connections.refused.inAll],
      [{ bound: 'address' }, connections.refused.perAddress],
    ]),
    gauge('tollgate_backend_sockets', backendSockets),
    family(
      'tollgate_web_acl_answers_total',
      Object.entries(webAcls ?? {}).map(([answer, count]) => [{ answer }, count] as const),
    ),
    gauge('tollgate_response_cache_bytes', responseCache.bytes),
    gauge('tollgate_response_cache_entries', responseCache.entries),
    family('tollgate_response_cache_evictions_total', [[{}, responseCache.evictions]]),
    family('tollgate_response_cache_shared', shared === null ? [] : [[{}, Number(shared.connected)]]),
    family(
      'tollgate_response_cache_errors_total',
      shared === null
        ? []
        : [
            [{ reason: 'failed' }, shared.failed],
            [{ reason: 'dropped' }, shared.dropped],
          ],
    ),
    family(
      'tollgate_observations_waiting_blocks',
      observationKinds.map((kind) => [{ kind }, observations[kind].waiting] as const),
    ),
    family(
      'tollgate_observations_lost_blocks_total',
      observationKinds.flatMap((kind) => [
        [{ kind, reason: 'dropped' }, observations[kind].dropped] as const,
        [{ kind, reason: 'refused' }, observations[kind].refused] as const,
      ]),
    ),
    family(
      'tollgate_log_lines_waiting',
      sinks.map(([sink, { waiting }]) => [{ sink }, waiting] as const),
    ),
    family(
      'tollgate_log_lines_lost_total',
      sinks.map(([sink, { dropped }]) => [{ sink }, dropped] as const),
    ),
    family(
      'tollgate_spans_lost_total',
      spans === null
        ? []
        : [
            [{ reason: 'dropped' }, spans.dropped],
            [{ reason: 'refused' }, spans.refused],
          ],
    ),
  ];
}

type GaugeName = Exclude<Parameters<typeof family>[0], `${string}_total`>;

function gauge(name: GaugeName, value: number): MetricFamily {
  return family(name, [[{} as never, value]]);
}

/** Over the destinations of a sink: their names come from stages, and are no labels. */
function sumOf(of: DeliveryState | Readonly<Record<string, DeliveryState>>): DeliveryState {
  if (isOne(of)) return of;
  let waiting = 0;
  let dropped = 0;
  for (const one of Object.values(of)) {
    waiting += one.waiting;
    dropped += one.dropped;
  }
  return { waiting, dropped };
}

const isOne = (of: DeliveryState | Readonly<Record<string, DeliveryState>>): of is DeliveryState =>
  typeof of['waiting'] === 'number';
