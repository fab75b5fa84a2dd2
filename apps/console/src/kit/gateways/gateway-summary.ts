import type { GatewayRollout } from '../../wire/tollgate/stages.js';

/** A stage, and what each gateway makes of it. */
export interface StageOnGateways {
  readonly apiId: string;
  readonly apiName: string;
  readonly version: 'rest' | 'v2';
  readonly stageName: string;
  readonly deploymentId: string;
  readonly gateways: readonly GatewayRollout[];
}

/** What one gateway serves, over all stages. */
export interface GatewaySummary {
  readonly gatewayId: string;
  readonly lastSeenAt: string;
  /** The newest change of what is deployed that it serves; those of one installation go up together. */
  readonly appliedSeq: number;
  readonly counts: Readonly<Record<GatewayRollout['state'], number>>;
  /** Why it refuses stages, each reason once. */
  readonly reasons: readonly string[];
}

/** Gateways by name, each with how many stages it has applied, is behind with, or refuses. */
export function gatewaySummaries(stages: readonly StageOnGateways[]): GatewaySummary[] {
  const byId = new Map<string, GatewaySummary>();
  for (const { gatewayId, state, lastSeenAt, appliedSeq, reason } of stages.flatMap(
    ({ gateways }) => gateways,
  )) {
    const known = byId.get(gatewayId) ?? {
      gatewayId,
      lastSeenAt,
      appliedSeq,
      counts: { applied: 0, behind: 0, refused: 0, disconnected: 0 },
      reasons: [],
    };
    byId.set(gatewayId, {
      gatewayId,
      lastSeenAt: known.lastSeenAt > lastSeenAt ? known.lastSeenAt : lastSeenAt,
      appliedSeq: Math.max(known.appliedSeq, appliedSeq),
      counts: { ...known.counts, [state]: known.counts[state] + 1 },
      reasons:
        reason === undefined || known.reasons.includes(reason) ? known.reasons : [...known.reasons, reason],
    });
  }
  return [...byId.values()].sort((a, b) => (a.gatewayId < b.gatewayId ? -1 : 1));
}

/** A stage in a word: the worst that any gateway makes of it. */
export function worstOf(gateways: readonly GatewayRollout[]): GatewayRollout['state'] | 'nobody' {
  const order = ['refused', 'behind', 'disconnected', 'applied'] as const;
  return order.find((state) => gateways.some((gateway) => gateway.state === state)) ?? 'nobody';
}
