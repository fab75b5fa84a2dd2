import type { ConnectionType } from '../../rest/integrations/integration.js';

export type HttpIntegrationType = 'AWS' | 'HTTP' | 'MOCK' | 'HTTP_PROXY' | 'AWS_PROXY';

export type ContentHandlingStrategy = 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';

/** What the route of an HTTP or WebSocket API calls; routes name it in their `target`. `null`: not set. */
export interface HttpIntegration {
  readonly apiId: string;
  readonly integrationId: string;
  /** Made by a quick create. */
  readonly apiGatewayManaged: boolean;
  readonly connectionId: string | null;
  readonly connectionType: ConnectionType;
  readonly contentHandlingStrategy: ContentHandlingStrategy | null;
  readonly credentialsArn: string | null;
  readonly description: string | null;
  readonly integrationMethod: string | null;
  readonly integrationResponseSelectionExpression: string | null;
  /** AWS_PROXY only: the service and its action, as `SQS-SendMessage`. */
  readonly integrationSubtype: string | null;
  readonly integrationType: HttpIntegrationType;
  readonly integrationUri: string | null;
  readonly passthroughBehavior: 'WHEN_NO_MATCH' | 'NEVER' | 'WHEN_NO_TEMPLATES' | null;
  /** `1.0` or `2.0`. */
  readonly payloadFormatVersion: string;
  readonly requestParameters: Readonly<Record<string, string>> | null;
  readonly requestTemplates: Readonly<Record<string, string>> | null;
  /** By the status code of the backend's response. */
  readonly responseParameters: Readonly<Record<string, Readonly<Record<string, string>>>> | null;
  readonly templateSelectionExpression: string | null;
  readonly timeoutInMillis: number;
  /** Private integrations: the name that the backend's certificate must be for. */
  readonly tlsConfig: { readonly serverNameToVerify?: string } | null;
}
