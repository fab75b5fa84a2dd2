import type { HttpIntegration } from '#libs/api-definition';
import { present } from '../../export/present.js';

/** `x-amazon-apigateway-integration` of an HTTP API. */
export const exportHttpIntegration = (integration: HttpIntegration): object => ({
  payloadFormatVersion: integration.payloadFormatVersion,
  type: integration.integrationType.toLowerCase(),
  ...present('integrationSubtype', integration.integrationSubtype),
  ...present('credentials', integration.credentialsArn),
  ...present('httpMethod', integration.integrationMethod),
  ...present('uri', integration.integrationUri),
  connectionType: integration.connectionType,
  ...present('connectionId', integration.connectionId),
  ...present('description', integration.description),
  ...present('requestParameters', integration.requestParameters),
  ...present('responseParameters', integration.responseParameters),
  timeoutInMillis: integration.timeoutInMillis,
  ...present('tlsConfig', integration.tlsConfig),
});
