/**
 * What a RestApi answers in place of a built-in error answer. Only types that were set are stored; what a put left out was filled in
 * from the type's default then (recorded: gateway responses).
 */
export interface GatewayResponse {
  readonly restApiId: string;
  /** `THROTTLED`, `DEFAULT_4XX` and so on. */
  readonly responseType: string;
  /** Null for DEFAULT_4XX and DEFAULT_5XX that say nothing about the status. */
  readonly statusCode: string | null;
  /** `gatewayresponse.header.<name>` to a mapping expression. */
  readonly responseParameters: Readonly<Record<string, string>>;
  /** Content type to template. */
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/** What a type is when nobody has set it. */
export type GatewayResponseDefault = Omit<GatewayResponse, 'restApiId' | 'responseType'>;
