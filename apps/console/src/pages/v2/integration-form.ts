import type {
  CreateIntegrationRequest,
  Integration,
  IntegrationType,
} from '../../wire/generated/apigatewayv2.js';
import { typedOnly } from './typed-lists.js';

/** What a person may set of an integration, as typed. */
export interface TypedIntegration {
  readonly integrationType: string;
  readonly integrationUri: string;
  readonly integrationMethod: string;
  readonly payloadFormatVersion: string;
  readonly timeoutInMillis: string;
  readonly connectionId: string;
  readonly credentialsArn: string;
  readonly description: string;
}

export const typedIntegration = (integration: Integration): TypedIntegration => ({
  integrationType: integration.integrationType ?? 'HTTP_PROXY',
  integrationUri: integration.integrationUri ?? '',
  integrationMethod: integration.integrationMethod ?? '',
  payloadFormatVersion: integration.payloadFormatVersion ?? '',
  timeoutInMillis: integration.timeoutInMillis === undefined ? '' : String(integration.timeoutInMillis),
  connectionId: integration.connectionId ?? '',
  credentialsArn: integration.credentialsArn ?? '',
  description: integration.description ?? '',
});

/** The members of CreateIntegration that those fields come to. */
export function integrationMembers(typed: TypedIntegration): Omit<CreateIntegrationRequest, 'apiId'> {
  const { integrationType, timeoutInMillis, connectionId, ...rest } = typed;
  return {
    ...typedOnly(rest),
    integrationType: integrationType as IntegrationType,
    ...(timeoutInMillis && { timeoutInMillis: Number(timeoutInMillis) }),
    ...(connectionId && { connectionType: 'VPC_LINK', connectionId }),
  };
}

/**
 * The same of UpdateIntegration, which keeps what it is not given: what was emptied is sent as an empty text.
 */
export function integrationChange(
  from: TypedIntegration,
  to: TypedIntegration,
): Omit<CreateIntegrationRequest, 'apiId'> {
  const emptied = (['integrationUri', 'integrationMethod', 'credentialsArn', 'description'] as const)
    .filter((name) => from[name] && !to[name])
    .map((name) => [name, '']);
  return {
    ...integrationMembers(to),
    ...(Object.fromEntries(emptied) as object),
    ...(from.connectionId && !to.connectionId && { connectionType: 'INTERNET' as const, connectionId: '' }),
  };
}
