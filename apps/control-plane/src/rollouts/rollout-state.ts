import type { Gateway } from '#libs/persistence';
import type { GatewayRollout } from './stage-rollout.dto.js';

/** What a stage's newest document is, as far as a gateway's state depends on it. */
export interface PublishedStage {
  readonly seq: number;
  /** `<restApiId>/<stageName>`. */
  readonly name: string;
  /** Of the stage's deployment, and of its canary's. */
  readonly snapshots: readonly string[];
}

/**
 * How far a stage has come on one gateway. A gateway that is not connected may serve it or not: nobody knows.
 */
export function rolloutState(stage: PublishedStage, gateway: Gateway): GatewayRollout {
  const refusal = gateway.refused.find(
    ({ kind, name, seq }) =>
      (kind === 'stage' && name === stage.name && seq === stage.seq) ||
      (kind === 'snapshot' && stage.snapshots.includes(name)),
  );
  const state = !gateway.connected
    ? 'disconnected'
    : refusal
      ? 'refused'
      : gateway.appliedSeq >= stage.seq
        ? 'applied'
        : 'behind';
  return {
    gatewayId: gateway.id,
    state,
    ...(state === 'refused' && refusal ? { reason: refusal.reason } : {}),
    appliedSeq: gateway.appliedSeq,
    lastSeenAt: new Date(gateway.lastSeenAtMs).toISOString(),
  };
}
