/** Which parts of a request are checked before the integration is called. */
export interface RequestValidator {
  readonly restApiId: string;
  readonly id: string;
  readonly name: string;
  readonly validateRequestBody: boolean;
  readonly validateRequestParameters: boolean;
}
