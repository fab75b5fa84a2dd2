import type { MappingSource, Template, UriTemplate } from '#libs/mapping-templates';
import type { DocumentHead } from '../documents/features.js';
import type { SnapshotAuthorizer } from './snapshot-authorizer.js';

/**
 * A compiled Deployment of a REST API: everything that a gateway needs to serve it, nothing that it would
 * have to look up. Named by its digest and immutable; it does not name its Deployment, so equal definitions
 * share one snapshot.
 */
export interface RestSnapshot extends DocumentHead {
  /** Missing in those that were compiled before there was another. */
  readonly protocol?: 'REST';
  readonly accountId: string;
  readonly region: string;
  readonly restApiId: string;
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER';
  readonly disableExecuteApiEndpoint: boolean;
  /** What its kind of endpoint asks for; missing: nothing. */
  readonly endpoint?: SnapshotEndpoint;
  readonly binaryMediaTypes: readonly string[];
  readonly minimumCompressionSize: number | null;
  /** The flat route table, sorted by path. */
  readonly routes: readonly SnapshotRoute[];
  /**
   * Models that request checks name, and those that they refer to, by name; each is a JSON schema of draft 4.
   */
  readonly models?: Readonly<Record<string, unknown>>;
  /** The authorizers that methods name, by id; missing when none does. */
  readonly authorizers?: Readonly<Record<string, SnapshotAuthorizer>>;
  /** The API's resource policy, as AWS's policy language has it; missing when there is none. */
  readonly resourcePolicy?: string;
  /** Customised gateway responses by type; what is not here is the built-in default. */
  readonly gatewayResponses: Readonly<Record<string, SnapshotGatewayResponse>>;
}

/** How an API may be reached, beyond what every gateway gives. */
export interface SnapshotEndpoint {
  readonly type: 'REGIONAL' | 'EDGE' | 'PRIVATE';
  /** The VPC endpoints that have host names of their own for a PRIVATE API; missing: none. */
  readonly vpcEndpointIds?: readonly string[];
  /** Callers ask TLS for the very host that they call (endpointAccessMode STRICT); missing: they need not. */
  readonly isStrict?: true;
}

export interface SnapshotRoute {
  readonly resourceId: string;
  readonly path: string;
  /** By HTTP method or ANY. */
  readonly methods: Readonly<Record<string, SnapshotMethod>>;
}

export interface SnapshotMethod {
  readonly apiKeyRequired: boolean;
  readonly authorization: MethodAuthorization;
  /** What a request must fulfil before the integration is called; missing when nothing is checked. */
  readonly requestChecks?: RequestChecks;
  /**
   * What a stage that caches tells responses apart by; missing in snapshots that were compiled before there
   * was a cache, whose methods are never cached.
   */
  readonly cacheKey?: MethodCacheKey;
  /** Status codes that have a method response, with the headers each declares. */
  readonly methodResponses: Readonly<Record<string, { readonly headers: readonly string[] }>>;
  readonly integration: SnapshotIntegration;
}

/** What tells the cached responses of a method apart, beside the HTTP method that was asked for. */
export interface MethodCacheKey {
  /** Methods with one namespace share their responses. */
  readonly namespace: string;
  /** Sorted by name. One that is `unreadable` means that the method is not cached. */
  readonly parameters: readonly CacheKeyParameter[];
}

export interface CacheKeyParameter {
  /** As declared: `method.request.querystring.page`, `integration.request.header.user`. */
  readonly name: string;
  readonly from: MappingSource;
}

/**
 * How a method finds out who calls. The compiler refuses what is not here, and a gateway what it does not
 * know, so that a protected method is never served open.
 */
export type MethodAuthorization =
  | { readonly type: 'NONE' }
  /** A signature by an access key says who calls, and policies decide. */
  | { readonly type: 'AWS_IAM' }
  /** A Lambda authorizer's function decides. */
  | { readonly type: 'CUSTOM'; readonly authorizerId: string }
  | {
      readonly type: 'COGNITO_USER_POOLS';
      readonly authorizerId: string;
      /** One of them must be in the access token; empty: an ID token is asked for. */
      readonly scopes: readonly string[];
    };

/** What a request validator and the method together ask of a request. */
export interface RequestChecks {
  /** Parameters that must be there and not blank, in the order in which a refusal lists them. */
  readonly requiredParameters: readonly RequiredParameter[];
  /**
   * Name of the model of the body by content type in lower case or `$default`; null when bodies are not
   * checked.
   */
  readonly bodyModels: Readonly<Record<string, string>> | null;
}

export interface RequiredParameter {
  readonly location: 'path' | 'querystring' | 'header';
  readonly name: string;
}

/** How a payload is converted where binary media types are concerned. */
export type ContentHandling = 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';

/** A mapped parameter: where it goes and where it comes from. */
export interface ParameterMapping {
  readonly to: { readonly location: 'path' | 'querystring' | 'header'; readonly name: string };
  readonly from: MappingSource;
}

export interface SnapshotIntegrationResponse {
  readonly statusCode: string;
  /**
   * A regular expression for the whole backend status, of a function for its whole error message; null marks
   * the default response.
   */
  readonly selectionPattern: string | null;
  readonly headers: readonly { readonly name: string; readonly from: MappingSource }[];
  /** By content type; null = pass the body on unchanged. */
  readonly templates: Readonly<Record<string, Template | null>> | null;
  /** Missing: by the media types alone. */
  readonly contentHandling?: ContentHandling;
}

export type PassthroughBehavior = 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';

export interface MockIntegration {
  readonly type: 'MOCK';
  /** By content type. */
  readonly requestTemplates: Readonly<Record<string, Template>>;
  readonly passthroughBehavior: PassthroughBehavior;
  /** Of requests; missing: by the media types alone. */
  readonly contentHandling?: ContentHandling;
  readonly responses: readonly SnapshotIntegrationResponse[];
}

export interface HttpIntegration {
  readonly type: 'HTTP' | 'HTTP_PROXY';
  /** The method that the backend is called with; ANY = the caller's. */
  readonly httpMethod: string;
  readonly uri: UriTemplate;
  readonly parameters: readonly ParameterMapping[];
  /** HTTP only: by content type. */
  readonly requestTemplates: Readonly<Record<string, Template>>;
  readonly passthroughBehavior: PassthroughBehavior;
  /** Of requests; missing: by the media types alone. */
  readonly contentHandling?: ContentHandling;
  /** Milliseconds, 50 to 29,000; of one that streams to 900,000. */
  readonly timeoutMs: number;
  readonly insecureSkipVerification: boolean;
  /**
   * The link to connect through, an id with stage variables; missing when the connection is made to the URI's
   * host.
   */
  readonly vpcLinkId?: UriTemplate;
  /**
   * ARN of the load balancer or listener to connect through, in place of the link's own targets; missing:
   * those.
   */
  readonly integrationTarget?: string;
  /**
   * HTTP_PROXY only: the response streams, within other bounds (responseTransferMode STREAM); missing: it
   * does not.
   */
  readonly streamsResponse?: true;
  /** HTTP only; empty for HTTP_PROXY. */
  readonly responses: readonly SnapshotIntegrationResponse[];
}

/** A function behind the Lambda Invoke API: AWS_PROXY (the whole request as an event) or AWS (mapped). */
export interface LambdaIntegration {
  readonly type: 'LAMBDA_PROXY' | 'LAMBDA';
  /** Of the endpoint that is asked. */
  readonly region: string;
  /** ARN or name, with stage variables. */
  readonly functionArn: UriTemplate;
  /** Calls of any but POST fail (recorded: Lambda proxy). */
  readonly httpMethod: string;
  /** A proxy takes none of these, but a header that may not be mapped fails its calls, too. */
  readonly parameters: readonly ParameterMapping[];
  readonly requestTemplates: Readonly<Record<string, Template>>;
  readonly passthroughBehavior: PassthroughBehavior;
  /** Of requests; missing: by the media types alone. Never of proxies. */
  readonly contentHandling?: ContentHandling;
  /**
   * ARN of the role to call as where gateways assume roles, with stage variables; missing: as the gateway.
   */
  readonly credentials?: UriTemplate;
  /**
   * LAMBDA_PROXY only: the function streams its response (responseTransferMode STREAM); missing: it returns
   * it.
   */
  readonly streamsResponse?: true;
  /** Milliseconds, 50 to 29,000; of one that streams to 900,000. */
  readonly timeoutMs: number;
  /** Patterns are for the whole `errorMessage`; empty for proxies. */
  readonly responses: readonly SnapshotIntegrationResponse[];
}

/** Another AWS service, called by its own protocol: mapped like HTTP, signed like everything at AWS. */
export interface AwsServiceIntegration {
  readonly type: 'AWS_SERVICE';
  /** `aws`, `aws-cn`: tells the domain of the service's host name. */
  readonly partition: string;
  readonly region: string;
  /** As its host name has it: `dynamodb`, `states`. */
  readonly service: string;
  /** In front of the service's host name; null when nothing is. */
  readonly subdomain: string | null;
  /**
   * `path`: a path of the service, without its first slash. `action`: an action's name, parameters of the
   * query behind ampersands.
   */
  readonly target: { readonly kind: 'path' | 'action'; readonly uri: UriTemplate };
  /** The method that the service is called with; ANY = the caller's. */
  readonly httpMethod: string;
  readonly parameters: readonly ParameterMapping[];
  /** By content type. */
  readonly requestTemplates: Readonly<Record<string, Template>>;
  readonly passthroughBehavior: PassthroughBehavior;
  /** Of requests; missing: by the media types alone. */
  readonly contentHandling?: ContentHandling;
  /**
   * ARN of the role to call as where gateways assume roles, with stage variables; missing: as the gateway.
   */
  readonly credentials?: UriTemplate;
  /** Milliseconds, 50 to 29,000. */
  readonly timeoutMs: number;
  readonly responses: readonly SnapshotIntegrationResponse[];
}

export type SnapshotIntegration =
  MockIntegration | HttpIntegration | LambdaIntegration | AwsServiceIntegration;

export interface SnapshotGatewayResponse {
  readonly statusCode: string | null;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}
