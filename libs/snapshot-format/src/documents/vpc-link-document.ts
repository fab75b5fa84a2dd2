import type { DocumentHead } from './features.js';

/**
 * A way to a load balancer, named by its id, while it may be used. What stands behind its targets is each
 * gateway's setting.
 */
export interface VpcLinkDocument extends DocumentHead {
  readonly accountId: string;
  readonly region: string;
  readonly vpcLinkId: string;
  readonly targetArns: readonly string[];
}
