/** The VPC endpoint that a gateway stands behind: all that reaches it has come through that. */
export interface VpcEndpoint {
  /** `vpce-...`. */
  readonly id: string;
  /** `vpc-...`; null when the gateway was not told. */
  readonly vpcId: string | null;
}
