import { notFound } from '../../domain-error.js';
import type { Owner } from '../../owner.js';

/**
 * A way from integrations to a network load balancer. What state it is in follows from its times:
 * `vpcLinkStatus`.
 */
export interface VpcLink {
  readonly owner: Owner;
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly targetArns: readonly string[];
  readonly createdAtMs: number;
  /** When its deletion was asked for; null while it is wanted. */
  readonly deletingSinceMs: number | null;
  readonly tags: Readonly<Record<string, string>>;
}

export type VpcLinkStatus = 'PENDING' | 'AVAILABLE' | 'DELETING' | 'GONE';

/**
 * Nothing has to be built here, so links are ready, and gone, as soon as clients that wait for a change can
 * have seen it coming.
 */
export const VPC_LINK_TRANSITION_MS = 500;

/**
 * The state of a link (recorded: VPC links). A function of its times and nothing else: no timer is lost when
 * a process ends, and all processes say the same.
 */
export function vpcLinkStatus(
  { createdAtMs, deletingSinceMs }: Pick<VpcLink, 'createdAtMs' | 'deletingSinceMs'>,
  nowMs: number,
): VpcLinkStatus {
  if (deletingSinceMs !== null) {
    return nowMs - deletingSinceMs < VPC_LINK_TRANSITION_MS ? 'DELETING' : 'GONE';
  }
  return nowMs - createdAtMs < VPC_LINK_TRANSITION_MS ? 'PENDING' : 'AVAILABLE';
}

export const vpcLinkNotFound = notFound('Invalid Vpc Link identifier specified');
