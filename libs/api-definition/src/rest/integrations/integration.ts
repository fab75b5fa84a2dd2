export const integrationTypes = ['HTTP', 'MOCK', 'AWS_PROXY', 'HTTP_PROXY', 'AWS'] as const;
export type IntegrationType = (typeof integrationTypes)[number];
export type PassthroughBehavior = 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';
export type ContentHandling = 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';
export const responseTransferModes = ['BUFFERED', 'STREAM'] as const;
export type ResponseTransferMode = (typeof responseTransferModes)[number];
export type ConnectionType = 'INTERNET' | 'VPC_LINK';

/** How a backend response becomes a method response. Maps are null when never given. */
export interface IntegrationResponse {
  readonly statusCode: string;
  /**
   * Null: not given; '' is kept as '' (recorded: integration responses). Both make it the default response.
   */
  readonly selectionPattern: string | null;
  readonly responseParameters: Readonly<Record<string, string>> | null;
  /** Content type to template; a null template is kept and shown as null. */
  readonly responseTemplates: Readonly<Record<string, string | null>> | null;
  readonly contentHandling: ContentHandling | null;
}

/** What a Method calls. `null` means "not set". */
export interface Integration {
  readonly type: IntegrationType;
  /** The method that the backend is called with; null for MOCK. */
  readonly httpMethod: string | null;
  readonly uri: string | null;
  readonly connectionType: ConnectionType | null;
  readonly connectionId: string | null;
  readonly credentials: string | null;
  readonly requestParameters: Readonly<Record<string, string>> | null;
  readonly requestTemplates: Readonly<Record<string, string | null>> | null;
  readonly passthroughBehavior: PassthroughBehavior;
  readonly contentHandling: ContentHandling | null;
  /** Milliseconds, 50 to 29,000. */
  readonly timeoutInMillis: number;
  readonly cacheNamespace: string;
  readonly cacheKeyParameters: readonly string[];
  readonly tlsConfig: { readonly insecureSkipVerification: boolean } | null;
  /** Absent unless given, which is BUFFERED. */
  readonly responseTransferMode?: ResponseTransferMode;
  /** The load balancer or listener behind a link of the second kind, as an ARN. Absent unless given. */
  readonly integrationTarget?: string;
  /** By status code. */
  readonly integrationResponses: Readonly<Record<string, IntegrationResponse>>;
}
