/** A frozen copy of an HTTP or WebSocket API that stages can point to. */
export interface HttpDeployment {
  readonly apiId: string;
  readonly deploymentId: string;
  /** Made by a write to the API, for a stage that deploys by itself. */
  readonly autoDeployed: boolean;
  readonly description: string | null;
  readonly createdAtMs: number;
  /** SHA-256 of the canonical JSON of the frozen definition, hex. */
  readonly definitionDigest: string;
}
