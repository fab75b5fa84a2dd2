import type { Owner } from '../../owner.js';
import type { IpAddressType } from '../../rest/rest-apis/rest-api.js';

export type ProtocolType = 'WEBSOCKET' | 'HTTP';

/** Who may read an HTTP API from a page of another origin. Members that were not given are missing. */
export interface CorsConfiguration {
  readonly allowCredentials?: boolean;
  readonly allowHeaders?: readonly string[];
  readonly allowMethods?: readonly string[];
  readonly allowOrigins?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  /** Seconds that browsers keep the answer to a preflight; -1 tells them not to. */
  readonly maxAge?: number;
}

/**
 * An API of version 2, of HTTP requests or of WebSocket messages: the root of its routes. `null` means "not
 * set"; the presenter leaves such members out.
 */
export interface HttpApi {
  readonly owner: Owner;
  readonly apiId: string;
  readonly protocolType: ProtocolType;
  readonly name: string;
  readonly description: string | null;
  readonly version: string | null;
  readonly createdAtMs: number;
  readonly apiKeySelectionExpression: string;
  readonly routeSelectionExpression: string;
  /** HTTP only. */
  readonly corsConfiguration: CorsConfiguration | null;
  readonly disableExecuteApiEndpoint: boolean;
  /** WEBSOCKET only: messages are not held to models. */
  readonly disableSchemaValidation: boolean;
  readonly ipAddressType: IpAddressType;
  /** Made by another service, which alone may change it; never so here. */
  readonly apiGatewayManaged: boolean;
  /** What the import of it passed over without harm. */
  readonly importInfo: readonly string[];
  /** What its import warned of. */
  readonly warnings: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}
