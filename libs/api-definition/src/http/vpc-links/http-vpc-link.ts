import type { Owner } from '../../owner.js';

/**
 * A way from integrations of HTTP APIs into a network. Its state follows from its times as that of version
 * 1's: `vpcLinkStatus`.
 */
export interface HttpVpcLink {
  readonly owner: Owner;
  readonly vpcLinkId: string;
  readonly name: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  readonly createdAtMs: number;
  /** When its deletion was asked for; null while it is wanted. */
  readonly deletingSinceMs: number | null;
  readonly tags: Readonly<Record<string, string>>;
}
