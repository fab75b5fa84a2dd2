export type HttpAuthorizationType = 'NONE' | 'AWS_IAM' | 'CUSTOM' | 'JWT';

/** Whether a parameter must be there. */
export interface ParameterConstraints {
  readonly required: boolean;
}

/** Which requests or messages of an API are answered by what. `null`: not set. */
export interface HttpRoute {
  readonly apiId: string;
  readonly routeId: string;
  /** HTTP: `GET /pets/{id}`, `ANY /{proxy+}` or `$default`; WEBSOCKET: `$connect` or a route's name. */
  readonly routeKey: string;
  /** Made by a quick create. */
  readonly apiGatewayManaged: boolean;
  readonly apiKeyRequired: boolean;
  readonly authorizationType: HttpAuthorizationType;
  readonly authorizationScopes: readonly string[] | null;
  readonly authorizerId: string | null;
  readonly modelSelectionExpression: string | null;
  readonly operationName: string | null;
  /** Names of models by content type or selection key. */
  readonly requestModels: Readonly<Record<string, string>> | null;
  readonly requestParameters: Readonly<Record<string, ParameterConstraints>> | null;
  readonly routeResponseSelectionExpression: string | null;
  /** `integrations/<integrationId>`. */
  readonly target: string | null;
}
