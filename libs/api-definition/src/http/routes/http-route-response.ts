import type { ParameterConstraints } from './http-route.js';

/** WebSocket APIs: that a route answers its messages, and how. */
export interface HttpRouteResponse {
  readonly apiId: string;
  readonly routeId: string;
  readonly routeResponseId: string;
  readonly routeResponseKey: string;
  readonly modelSelectionExpression: string | null;
  readonly responseModels: Readonly<Record<string, string>> | null;
  readonly responseParameters: Readonly<Record<string, ParameterConstraints>> | null;
}
