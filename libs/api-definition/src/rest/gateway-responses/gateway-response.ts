/**
 * What a RestApi answers in place of a built-in error response. Only types that were set are stored
 * (recorded: gateway responses).
 */
export interface GatewayResponse {
  readonly restApiId: string;
  /** `THROTTLED`, `DEFAULT_4XX` and so on. */
  readonly responseType: string;
  /**
   * Null: the type's own default. Never filled in, because for INTEGRATION_FAILURE the status that is listed
   * is not the one that is served when none was set (recorded: invocation).
   */
  readonly statusCode: string | null;
  /** `gatewayresponse.header.<name>` to a mapping expression. */
  readonly responseParameters: Readonly<Record<string, string>>;
  /** Content type to template; empty: the built-in template. */
  readonly responseTemplates: Readonly<Record<string, string>>;
}
