import type { ContentHandlingStrategy } from './http-integration.js';

/** WebSocket APIs: how a response of the backend that its key selects becomes a message. */
export interface HttpIntegrationResponse {
  readonly apiId: string;
  readonly integrationId: string;
  readonly integrationResponseId: string;
  /** `$default` or a pattern between slashes. */
  readonly integrationResponseKey: string;
  readonly contentHandlingStrategy: ContentHandlingStrategy | null;
  readonly responseParameters: Readonly<Record<string, string>> | null;
  readonly responseTemplates: Readonly<Record<string, string>> | null;
  readonly templateSelectionExpression: string | null;
}
