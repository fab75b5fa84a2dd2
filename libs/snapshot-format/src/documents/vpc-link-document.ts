/** A way to a load balancer, named by its id, while it may be used. What stands behind its targets is each gateway's setting. */
export interface VpcLinkDocument {
  readonly formatVersion: 1;
  readonly accountId: string;
  readonly region: string;
  readonly vpcLinkId: string;
  readonly targetArns: readonly string[];
}
