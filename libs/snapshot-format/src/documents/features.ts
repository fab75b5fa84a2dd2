/**
 * What documents may hold beyond what the first gateways could serve, by name: a document lists what it uses
 * in `requires`, a gateway takes it over only when it knows every name, and tells the control plane which it
 * knows. A new feature is one line here and, for snapshots, one in `requirementsOf`; a name never changes its
 * meaning.
 */
export const features = [
  /** contentHandling of an integration or of its responses. */
  'content-handling',
  /** Integrations that connect through a VPC link. */
  'vpc-links',
  /** Integrations that are called as a role. */
  'integration-credentials',
  /** Stages that show HTTP backends a certificate. */
  'client-certificates',
  /** Templates, mappings or selection patterns that cannot be read: calls that come to them fail. */
  'unreadable-parts',
  /** Responses that stream (responseTransferMode STREAM). */
  'response-streaming',
  /** Integrations that name a load balancer behind their VPC link. */
  'integration-targets',
  /** Methods that ask for a signature (AWS_IAM), and whose signatures they take. */
  'aws-iam',
  /** Methods that an authorizer guards: a Lambda function, or user pools. */
  'authorizers',
  /** API keys that a Lambda authorizer names (apiKeySource AUTHORIZER). */
  'authorizer-api-keys',
  /** Callers who are refused until a time. */
  'denied-identities',
  /** APIs with a resource policy. */
  'resource-policies',
  /** Stages with a second release that some of their requests run on. */
  'canary',
  /** APIs of the second version of the wire, their routes and integrations. */
  'http-api',
  /** APIs for callers behind VPC endpoints alone. */
  'private-apis',
  /** APIs whose callers must ask TLS for the host that they call. */
  'strict-endpoints',
  /** Domains with mutual TLS that ask whether a caller's certificate was revoked. */
  'revocations',
  /** Stages with a web ACL. */
  'web-acls',
  /** APIs of WebSocket connections, their messages and what these call. */
  'websocket-api',
] as const;

export type Feature = (typeof features)[number];

/** What every document has, whatever its kind. */
export interface DocumentHead {
  /** Missing: nothing. */
  readonly requires?: readonly Feature[];
  /** Put there by `sealDocument` for gateways that know no `requires`; see `formatNumber`. */
  readonly formatVersion?: number;
}
