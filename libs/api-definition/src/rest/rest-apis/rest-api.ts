import type { Owner } from '../../owner.js';

export type ApiKeySource = 'HEADER' | 'AUTHORIZER';
export type EndpointType = 'EDGE' | 'REGIONAL' | 'PRIVATE';
export type IpAddressType = 'ipv4' | 'dualstack';

export const endpointAccessModes = ['BASIC', 'STRICT'] as const;
export type EndpointAccessMode = (typeof endpointAccessModes)[number];

export interface EndpointConfiguration {
  readonly types: readonly EndpointType[];
  readonly ipAddressType: IpAddressType;
  /** Absent unless given at least once (recorded: RestApi). */
  readonly vpcEndpointIds?: readonly string[];
}

/**
 * A REST API: the root of one tree of Resources. `null` means "not set"; the presenter leaves such members
 * out.
 */
export interface RestApi {
  readonly owner: Owner;
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly version: string | null;
  readonly createdAtMs: number;
  readonly apiKeySource: ApiKeySource;
  readonly binaryMediaTypes: readonly string[];
  /** Bytes; null switches compression off. */
  readonly minimumCompressionSize: number | null;
  readonly disableExecuteApiEndpoint: boolean;
  readonly endpointConfiguration: EndpointConfiguration;
  /** Which TLS versions and ciphers callers may use, by AWS's names. Absent unless given. */
  readonly securityPolicy?: string;
  /** STRICT: the name that TLS is for must be the host that is asked for. Absent unless given. */
  readonly endpointAccessMode?: EndpointAccessMode;
  /** A resource policy document as JSON text; `shownPolicy` gives it as responses have it. */
  readonly policy: string | null;
  readonly rootResourceId: string;
  readonly tags: Readonly<Record<string, string>>;
}
